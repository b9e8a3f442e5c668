"""The organisation that is responsible for what is recorded: what a consent text says of it (R29),
and what of it travels to its researchers as one signed document.

Plain rules, no I/O.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Annotated, Final

from msgspec import Meta

from desktop.model.consent import RecipientKind
from desktop.model.newer import Needs
from desktop.model.values.bounds import Code, Few, KeyText, Line, Number, ReadText, Version
from desktop.model.values.moment import Moment
from desktop.model.values.open_code import Language

LOGO: Final = 256 * 1024
"""Bytes of a logo as it came."""
TEXTS: Final = 16
"""Languages of an own text."""
MOST_YEARS: Final = 99
"""After which a record is looked at again at the latest."""


def years_fit(review_years: str) -> bool:
    """Whether it is a number from 1 to :data:`MOST_YEARS` in plain digits, or nothing."""
    plain = review_years.isascii() and review_years.isdigit()
    whole = not review_years.startswith("0") and len(review_years) <= len(str(MOST_YEARS))
    return not review_years or (plain and whole)


@dataclass(frozen=True, slots=True)
class CalledIn:
    """What the organisation and its country are called in a language."""

    language: Language
    name: Line = ""
    country: Line = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """Where a person can turn for help. ``what``: with what, and when."""

    name: Line
    contact: Line = ""
    what: Line = ""


@dataclass(frozen=True, slots=True)
class Body:
    """Who stands behind a type of recipient, by name in a language."""

    kind: RecipientKind
    language: Language
    name: Line


@dataclass(frozen=True, slots=True)
class OwnText:
    """An organisation's own text to read out before a person decides, in a language."""

    language: Language
    text: ReadText


@dataclass(frozen=True, slots=True)
class Organisation:
    """``contact``: how it is reached safely; ``review_years``: after how many years at the latest
    it is looked at whether a record is still needed. ``footer``: stands on pages for the person."""

    called: Annotated[tuple[CalledIn, ...], Few] = ()
    contact: Line = ""
    review_years: Line = ""
    footer: Line = ""
    referrals: Annotated[tuple[Referral, ...], Few] = ()
    bodies: Annotated[tuple[Body, ...], Few] = ()
    texts: Annotated[tuple[OwnText, ...], Meta(max_length=TEXTS)] = ()

    def called_in(self, language: str) -> CalledIn:
        """Its names in a language; empty ones where it has none there."""
        found = (each for each in self.called if each.language == language)
        return next(found, CalledIn(language))

    def with_names(self, names: CalledIn) -> Organisation:
        """The organisation called so in the language of these names."""
        others = tuple(each for each in self.called if each.language != names.language)
        return replace(self, called=(*others, names))

    def text_in(self, language: str) -> str:
        """Its own text in a language; "" where it has none there."""
        return next((each.text for each in self.texts if each.language == language), "")

    @property
    def text_version(self) -> str:
        """Names its own texts: the same bytes have the same name."""
        whole = "\0".join(f"{each.language}\0{each.text}" for each in self.texts)
        return f"own-{int.from_bytes(hashlib.sha256(whole.encode()).digest()[:4], 'big')}"

    def over(self, other: Organisation) -> Organisation:
        """What this one says, and where it says nothing what the other does."""
        languages = dict.fromkeys(each.language for each in (*self.called, *other.called))
        pairs = ((self.called_in(each), other.called_in(each)) for each in languages)
        return Organisation(
            tuple(CalledIn(a.language, a.name or b.name, a.country or b.country) for a, b in pairs),
            self.contact or other.contact,
            self.review_years or other.review_years,
            self.footer or other.footer,
            self.referrals or other.referrals,
            self.bodies or other.bodies,
            self.texts or other.texts,
        )

    def apart_from(self, given: Organisation) -> Organisation:
        """The names, contact and years that ``given`` does not say, and nothing else: what was
        typed in beside it."""

        def own(text: str, theirs: str) -> str:
            return "" if text == theirs else text

        pairs = ((each, given.called_in(each.language)) for each in self.called)
        return Organisation(
            tuple(
                CalledIn(a.language, own(a.name, b.name), own(a.country, b.country))
                for a, b in pairs
            ),
            own(self.contact, given.contact),
            own(self.review_years, given.review_years),
        )


Logo = Annotated[bytes, Meta(max_length=LOGO)]
"""A picture as it came, in base64, or "" where there is none."""


@dataclass(frozen=True, slots=True)
class OrganisationDocument:
    """An organisation's settings, signed by its own key.

    ``signing_key``: an OpenSSH ``ssh-ed25519`` public key line without comment, that of its card.
    ``number``: a higher one of the same key takes the place of a lower.
    """

    signing_key: KeyText
    number: Number
    made_at: Moment
    organisation: Organisation
    logo: Logo = b""
    needs: Needs = ()
    format: Code = "skrynia-organisation"
    version: Version = 1
