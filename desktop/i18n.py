"""Words in the person's language: one gettext catalogue, ``skrynia``, in three languages.

English is the message id. Everything a person sees goes through the functions below, which
look the translation up when they are called, so that switching works at once::

    from desktop.i18n import N_, _, ngettext, pgettext

    _("Not saved")
    ngettext("{count} photo added", "{count} photos added", n).format(count=n)
    pgettext("verb", "Open")        # the same English words, another meaning
    TITLE = N_("People")            # marked here, translated by _(TITLE) where it is shown

A text in another language than the screen's (a PDF for the person) takes its own
:class:`Translator`::

    belarusian = translator_for("be")
    belarusian.gettext("Read back")

The catalogues are compiled by ``make`` from ``resources/translations``; dates, numbers and
sizes are put into words by ``desktop/formats.py``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from desktop.catalogue import Catalogue, form_of
from desktop.resources import resource_path

DOMAIN: Final = "skrynia"
LANGUAGES: Final = ("en", "be", "ru")
LANGUAGE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "English", "be": "Беларуская", "ru": "Русский"}
)
"""Each language's name in itself, so that it is found by whoever reads only that one."""


class Translator:
    """The catalogue of one language. Immutable, and safe to use from any thread."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        self.language: Final = language
        self._catalogue: Final = catalogue

    def gettext(self, message: str) -> str:
        """The translation of ``message``; an empty text stays empty."""
        # A catalogue keeps its header under the empty message id.
        return self._found(message, self._catalogue.forms(message)) if message else ""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form that goes with ``number``; the number itself is put in by the caller."""
        forms = self._catalogue.forms(singular)
        if not forms:
            return singular if number == 1 else plural
        return forms[form_of(number)]

    def pgettext(self, context: str, message: str) -> str:
        """The translation of ``message`` in the meaning that ``context`` names."""
        return self._found(message, self._catalogue.forms(message, context))

    @staticmethod
    def _found(message: str, forms: tuple[str, ...]) -> str:
        return forms[0] if forms else message


@cache
def translator_for(language: str) -> Translator:
    """The translator of a language of :data:`LANGUAGES`; ``ValueError`` for any other."""
    if language not in LANGUAGES:
        raise ValueError("not a language of the program")
    return Translator(language, _catalogue(language))


def _catalogue(language: str) -> Catalogue:
    if language == "en":
        return Catalogue()
    compiled = resource_path(f"translations/{language}/LC_MESSAGES/{DOMAIN}.mo")
    try:
        return Catalogue(compiled.read_bytes())
    except FileNotFoundError:
        import logging  # slow to load, and hopefully never needed

        # A vault must open in English rather than not at all.
        log = logging.getLogger(__name__)
        log.warning("no compiled catalogue for %s: it is made by 'make setup'", language)
        return Catalogue()


_current = translator_for("en")


def set_language(language: str) -> None:
    """Speak this language from now on; ``ValueError`` when it is not of :data:`LANGUAGES`."""
    global _current  # noqa: PLW0603 - one process speaks one language to its person
    _current = translator_for(language)


def current_language() -> str:
    """The code of the language in force."""
    return _current.language


def current_translator() -> Translator:
    """The translator in force; it stays with its language when the language is switched."""
    return _current


def gettext(message: str) -> str:
    """The translation of ``message`` in the language in force."""
    return _current.gettext(message)


_ = gettext


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form that goes with ``number``, in the language in force."""
    return _current.ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """The translation of ``message`` in the meaning that ``context`` names."""
    return _current.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark ``message`` for the catalogue and leave it as it is; ``_`` translates it later."""
    return message


def choose_language(wanted: Iterable[str]) -> str:
    """The first language the program has among ``wanted``, English where there is none.

    ``wanted`` are locale names in any usual spelling: ``be``, ``be_BY.UTF-8``, ``ru-RU``.
    """
    for name in wanted:
        code = name.replace("-", "_").split("_")[0].split(".")[0].split("@")[0].lower()
        if code in LANGUAGES:
            return code
    return "en"


def system_language() -> str:
    """The language of the person's system, as far as it tells without a window."""
    return choose_language([*_from_environment(), *_from_windows()])


def _from_environment() -> list[str]:
    # The order of gettext(3): LANGUAGE is a list of choices, the others hold one each.
    names = os.environ.get("LANGUAGE", "").split(":")
    return names + [os.environ.get(key, "") for key in ("LC_ALL", "LC_MESSAGES", "LANG")]


def _from_windows() -> list[str]:
    if sys.platform == "win32":
        import ctypes
        import locale

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(code, "")]
    return []
