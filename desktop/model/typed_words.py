"""Words that stand in a form nobody has sent yet: plain rules, no I/O.

They are kept as a draft (``kept_draft.py``) by the name of their field, so that a form that got
another field since still shows those it knows. A passphrase or another secret is never among them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.model.version import RecordKind

NEW: Final = "new"
"""The part of a kind's form that makes a new record."""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """What stands in each field, as text: words as they were typed, codes and ids for choices."""

    words: dict[str, str] = field(default_factory=dict)


def words_form(kind: RecordKind, part: str) -> DraftForm[TypedWords]:
    """A form of words for records of a kind; what was typed is offered whatever is recorded."""
    return DraftForm(kind, part, KeptDraft[TypedWords], _as_typed)


def _as_typed(draft: KeptDraft[TypedWords], _recorded: TypedWords | None) -> TypedWords:
    return draft.typed
