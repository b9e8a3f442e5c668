"""Where a passage stands, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import N_, _
from desktop.model.anchoring import Since, Stands
from desktop.model.passage import ALL, Passage

STANDS: Final[Mapping[Stands, str]] = {
    Stands.HERE: N_("In its place"),
    Stands.TO_CONFIRM: N_("To be confirmed"),
    Stands.GONE: N_("No longer in the account"),
}
SINCE: Final[Mapping[Since, str]] = {
    Since.SAME: N_("Newer version: the same words"),
    Since.CHANGED: N_("Newer version: changed"),
    Since.GONE: N_("Newer version: gone"),
}


def stands_told(stands: Stands, since: Since | None = None) -> str:
    """Whether the words are where the passage says, and what a newer version made of them."""
    return " · ".join(_(each) for each in (STANDS[stands], SINCE[since] if since else "") if each)


def part_told(passage: Passage) -> str:
    """Which part of a file it is; "" of all of it."""
    area, told = passage.area, []
    if passage.page:
        told.append(_("page {number}").format(number=passage.page))
    if area != ALL:
        box = f"{area.x},{area.y},{area.width},{area.height}"
        told.append(_("area {area}, in ten-thousandths").format(area=box))
    if passage.ended_ms:
        began, ended = passage.began_ms / 1000, passage.ended_ms / 1000
        told.append(_("from {began:g} s to {ended:g} s").format(began=began, ended=ended))
    return " · ".join(told)
