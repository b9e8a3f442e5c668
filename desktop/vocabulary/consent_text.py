"""The text that is read out before a person decides (R1, R29; Murad Code; GDPR 7 and 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from desktop.model.consent.reading import SpokenText
from desktop.model.organisation import Organisation
from desktop.resources import resource_bytes

CONSENT_TEXT_VERSION: Final = "consent-2"
"""What is read out now. Records name older versions; their texts stay."""
TEXT_VERSIONS: Final = ("consent-1", CONSENT_TEXT_VERSION)
TEXT_LANGUAGES: Final = ("be", "ru", "en")

INTERPRETER: Final = "interpreter"
KEYS: Final = ("interviewer", "organisation", "country", "contact", INTERPRETER, "review_years")
"""What stands in braces in a text, in the order in which it is asked for."""
MARK: Final = f"?{INTERPRETER} "
"""Before a line that is there only with an interpreter."""
ROW: Final = "– "
"""Before a line that names a row of the form."""
_KEY: Final = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A version of the text in one language, with names still to be filled in."""

    version: str
    language: str
    text: str

    @property
    def rows(self) -> tuple[str, ...]:
        """What its lists name, in their order."""
        lines = self.text.splitlines()
        return tuple(line.removeprefix(ROW) for line in lines if line.startswith(ROW))


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text with the names in it. ``missing``: the keys that nobody has said; each stands in the
    text as dots."""

    text: str
    missing: tuple[str, ...]


def consent_text(language: str, version: str = CONSENT_TEXT_VERSION) -> ConsentText:
    """The text in ``language``, or the English one where it is not translated.

    The ``language`` of the result says which it is: that, and not what was asked for, is
    what the consent records. ``KeyError`` for a version that there never was.
    """
    if version not in TEXT_VERSIONS:
        raise KeyError(version)
    return _load(version, language if language in TEXT_LANGUAGES else "en")


def text_to_read(organisation: Organisation, language: str) -> ConsentText:
    """The organisation's own text, or ours where it has none in this language; in English where
    no text is asked for in it."""
    ours = consent_text(language)
    own = organisation.text_in(ours.language)
    return ConsentText(organisation.text_version, ours.language, own) if own else ours


@cache
def _load(version: str, language: str) -> ConsentText:
    text = resource_bytes(f"consent/{version}.{language}.txt").decode("utf-8")
    return ConsentText(version, language, text)


def names_in(
    organisation: Organisation, language: str, interviewer: str, interpreter: str
) -> Mapping[str, str]:
    """What each key stands for, in the language of the text; "" for what nobody has said."""
    called = organisation.called_in(language)
    names = (
        interviewer,
        called.name,
        called.country,
        organisation.contact,
        interpreter,
        organisation.review_years,
    )
    return dict(zip(KEYS, (" ".join(name.split()) for name in names), strict=True))


def filled(text: str, names: Mapping[str, str]) -> FilledText:
    """The text as it is spoken. Without an interpreter the lines about one are left out."""
    template = "\n".join(_spoken(text, bool(names.get(INTERPRETER))))
    asked = dict.fromkeys(_KEY.findall(template))
    missing = tuple(key for key in asked if not names.get(key))
    return FilledText(_KEY.sub(lambda key: names.get(key[1]) or "…", template), missing)


def spoken_text(
    organisation: Organisation, language: str, interviewer: str, interpreter: str
) -> SpokenText:
    """What is read out in a language by this interviewer for this organisation."""
    template = text_to_read(organisation, language)
    names = names_in(organisation, template.language, interviewer, interpreter)
    made = filled(template.text, names)
    return SpokenText(template.version, template.language, made.text, made.missing)


def _spoken(text: str, with_interpreter: bool) -> Iterator[str]:
    for line in text.split("\n"):
        if not line.startswith(MARK):
            yield line
        elif with_interpreter:
            yield line.removeprefix(MARK)


def keys_in(line: str) -> tuple[str, ...]:
    """The keys that stand in a line, in their order."""
    return tuple(_KEY.findall(line))
