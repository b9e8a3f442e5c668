"""Why a file of a set was not saved with the others, in a person's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.media.exporting.export_set import StayedBehind


def why_left_out(file: StayedBehind) -> str:
    """What the consent says, or what is the matter with its bytes."""
    if file.damaged:
        return vocabulary("left_there").label("not-whole")
    if file.refusal:
        return vocabulary("refusal").label(file.refusal.value)
    return _("the saving ended before it") if file.broken_off else _("not in this vault")
