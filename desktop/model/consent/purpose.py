"""What a person may agree to, and what kind of use each is: one table, from which everything
follows that treats one use otherwise than another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.model.values.open_enum import OpenEnum


class Purpose(OpenEnum):
    """What a person may agree to, each on its own (R1)."""

    KEEP = "keep"
    ANALYSE = "analyse"
    ADVOCATE_WITHOUT_NAME = "advocate-without-name"
    PUBLISH = "publish"
    UN_LETTER = "un-letter"
    NAME_IN_UN_REPORT = "name-in-un-report"
    UN_MECHANISM = "un-mechanism"
    NATIONAL_WAR_CRIMES_UNIT = "national-war-crimes-unit"
    ICC_PROSECUTOR = "icc-prosecutor"
    CONTACT_AGAIN = "contact-again"
    PHOTOGRAPH = "photograph"
    RECORD_SOUND = "record-sound"


@dataclass(frozen=True, slots=True)
class Use:
    """``sent``: a yes lets an account go to somebody; of any other, what is agreed to is done on
    the spot. ``shows``: the person is shown in it. ``nameless``: never by more than a code.
    ``needs_name``: it makes no sense by less than the full name."""

    sent: bool = True
    shows: bool = True
    nameless: bool = False
    needs_name: bool = False


_SENT: Final = Use()
USES: Final[Mapping[Purpose, Use]] = {
    Purpose.KEEP: _SENT,
    Purpose.ANALYSE: _SENT,
    Purpose.ADVOCATE_WITHOUT_NAME: Use(nameless=True),
    Purpose.PUBLISH: _SENT,
    Purpose.UN_LETTER: _SENT,
    Purpose.NAME_IN_UN_REPORT: Use(needs_name=True),
    Purpose.UN_MECHANISM: _SENT,
    Purpose.NATIONAL_WAR_CRIMES_UNIT: _SENT,
    Purpose.ICC_PROSECUTOR: _SENT,
    Purpose.CONTACT_AGAIN: Use(sent=False, needs_name=True),
    Purpose.PHOTOGRAPH: Use(sent=False, shows=False),
    Purpose.RECORD_SOUND: Use(sent=False, shows=False),
}
"""Every use; one that is not in it (of a later release) lets out nothing."""

HERE_ONLY: Final = frozenset(each for each, use in USES.items() if not use.sent)
"""What is agreed to on the spot: a yes to one of these sends no account to anybody."""
NAMELESS: Final = frozenset(each for each, use in USES.items() if use.nameless)
"""Uses that are asked for as ones without the name."""
NOT_SHOWN: Final = frozenset(each for each, use in USES.items() if not use.shows)
"""Uses that show nobody by themselves."""
