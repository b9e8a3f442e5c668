"""What was chosen for a package that is not written yet: plain rules, no I/O.

It is kept as a draft. What really goes is asked of consent again each time it is shown: a wish
only ever leaves out, and what may go no more is in no package, whatever the wish says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.model.version import RecordKind


@dataclass(frozen=True, slots=True)
class PackageWish:
    """``recipient``: the fingerprint of a card; ``purpose``: its code.

    ``left_out``: ids of interviews that were unticked; ``kinds_out``: kinds of records about
    nobody that were. ``again``: also what the recipient has confirmed before.
    """

    recipient: str
    purpose: str
    left_out: tuple[str, ...] = ()
    kinds_out: tuple[str, ...] = ()
    again: bool = False


def _as_chosen(draft: KeptDraft[PackageWish], _recorded: PackageWish | None) -> PackageWish:
    return draft.typed


WISH: Final = DraftForm(RecordKind("package"), "new", KeptDraft[PackageWish], _as_chosen)
"""The form of a package: there is one at a time."""
