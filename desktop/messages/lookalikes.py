"""Pictures that look like one another, in words. Whether they are the same a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.i18n import N_, _, ngettext
from desktop.model.lookalike import Alike, Answer

if TYPE_CHECKING:
    from desktop.vault.records.originals.lookalikes import Lookalike

_ALIKE: Final = {Alike.SAME: N_("looks the same"), Alike.VERY: N_("looks very alike")}
_SAID: Final = {
    Answer.DIFFERENT: N_("not the same, as was said"),
    Answer.BOTH_STAY: N_("both stay, as was said"),
}


def how(other: Lookalike) -> str:
    """How alike it is, and what was said of it."""
    told = [_(_ALIKE[other.alike])] + ([_(_SAID[other.said])] if other.said else [])
    return ", ".join(told)


def caution() -> str:
    """What such a likeness is worth."""
    return _(
        "Pictures taken one after another look alike, too. Nothing is merged or removed: look at "
        "both."
    )


def alike_after_adding(count: int) -> str:
    """That so many of the files that came in may be here already in other bytes."""
    return ngettext(
        "{count} of them looks the same as a picture that is here",
        "{count} of them look the same as pictures that are here",
        count,
    ).format(count=count)
