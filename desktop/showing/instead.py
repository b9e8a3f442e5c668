"""What is proposed in place of words that nobody gave a code, in the language of the account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.i18n import LANGUAGES, N_, Translator, translator_for
from desktop.showing.sorts import Sort

_WORDS: Final[Mapping[Sort, str]] = {
    Sort.NAME: N_("[name withheld]"),
    Sort.PLACE: N_("[place withheld]"),
    Sort.FAMILY: N_("[relative]"),
    Sort.BIRTH: N_("[date withheld]"),
    Sort.PHONE: N_("[phone number withheld]"),
    Sort.DOCUMENT: N_("[document number withheld]"),
    Sort.ACCOUNT: N_("[account number withheld]"),
    Sort.EMAIL: N_("[e-mail address withheld]"),
    Sort.MESSENGER: N_("[contact withheld]"),
    Sort.ADDRESS: N_("[address withheld]"),
    Sort.FACILITY: N_("[facility withheld]"),
}

_NUMBERED: Final = N_("[name {number}]")


def instead_of(sort: Sort, language: str) -> str:
    """The words for this sort; "" for a file, instead of which nothing goes. In English where the
    program has no words of the language (BCP 47)."""
    return _in(language).gettext(_WORDS[sort]) if sort in _WORDS else ""


def numbered(number: int, language: str) -> str:
    """The words for one of several names that nobody gave a code."""
    return _in(language).gettext(_NUMBERED).format(number=number)


def _in(language: str) -> Translator:
    known = language.partition("-")[0]
    return translator_for(known if known in LANGUAGES else LANGUAGES[0])
