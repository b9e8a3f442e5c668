"""Why two names may be one, and what was said of two people, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from desktop.formats import format_date
from desktop.i18n import N_, _, gettext
from desktop.model.sameness import SameAs
from desktop.names.match import Reason

if TYPE_CHECKING:
    from desktop.vault.records.likely import Interviewed

_WHY: Final = {
    Reason.SAME_SPELLING: N_("the same spelling"),
    Reason.OTHER_SCRIPT: N_("another script"),
    Reason.OTHER_LANGUAGE: N_("another language"),
    Reason.OTHER_TRANSLITERATION: N_("another transliteration"),
    Reason.CASE_FORM: N_("another case form"),
    Reason.SHORT_FORM: N_("a short form of the name"),
    Reason.MASCULINE: N_("the masculine form of the family name"),
    Reason.PATRONYMIC_MISSING: N_("without the patronymic"),
    Reason.PART_MISSING: N_("a part of the name is missing"),
    Reason.INITIAL: N_("an initial in place of a name"),
    Reason.ONE_LETTER: N_("one letter differs"),
}
_SAID: Final = {
    SameAs.SAME: N_("One person"),
    SameAs.NOT_SAME: N_("Not the same person"),
    SameAs.UNSURE: N_("Not sure whether it is one person"),
}


def reasons_message(reasons: Iterable[Reason]) -> str:
    """One after the other: «another script, another case form»."""
    return ", ".join(gettext(_WHY[reason]) for reason in reasons)


def same_as_message(answer: SameAs) -> str:
    """What was said of two people; of a later release, the code itself."""
    said = _SAID.get(answer)
    return gettext(said) if said else answer.value


def interviewed_message(interviewed: Interviewed | None, code: str) -> str:
    """That somebody was interviewed already, when, and under which code; "" where nobody was."""
    if interviewed is None:
        return ""
    day = format_date(interviewed.at.local().date())
    return _("Already interviewed on {day} as {code} ({interview}).").format(
        day=day, code=code, interview=interviewed.code
    )
