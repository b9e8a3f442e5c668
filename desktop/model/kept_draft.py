"""What was typed into a form and that nobody decided yet: plain rules, no I/O.

A lock, a crash or the end of the program keeps it and decides nothing. It is offered again
beside whatever the vault holds by then. (What a form saves by itself is no draft: see
``laid_over.py``.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from desktop.model.version import RecordKind

T = TypeVar("T")

NOBODY: Final = ""
"""In place of a record's id: the form makes a new record, or is of none."""

LEFT_AT: Final = "left-at"
"""The part of a kind's form of which only a place is kept, where somebody left it: nothing that
is unfinished."""


EARLIER: Final = "earlier"
"""The part of a kind's form of which several are kept, each as it once stood; the id of the record
and the moment follow it in the name they are stored by. Nothing that is unfinished."""


@dataclass(frozen=True, slots=True)
class KeptDraft(Generic[T]):
    """``typed``: the form as it stood; ``base``: what was recorded when it was filled."""

    typed: T
    base: T | None = None


@dataclass(frozen=True, slots=True)
class DraftForm(Generic[T]):
    """A form that keeps a draft.

    ``kind``: of the records it belongs to; ``part``: which of their forms; both are stored.
    ``shape``: what its drafts are read as. ``offered``: what to show of a draft, now that this is
    recorded; None for nothing.
    """

    kind: RecordKind
    part: str
    shape: type[KeptDraft[T]]
    offered: Callable[[KeptDraft[T], T | None], T | None]

    @property
    def name(self) -> str:
        """By which it is stored, and found again in its room."""
        return f"{self.kind}/{self.part}"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft that is kept: of the form of this name (``DraftForm.name``) and this record.

    ``called``: what people call the record; "" for :data:`NOBODY`.
    """

    form: str
    record_id: str = NOBODY
    called: str = ""

    def is_of(self, form: DraftForm[Any]) -> bool:
        """Whether it is a draft of that form."""
        return self.form == form.name
