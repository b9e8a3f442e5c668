"""An organisation's signed settings, as they are read before anybody believes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from desktop import canonical
from desktop.crypto import sshsig
from desktop.errors import CryptoError, NewerSettings, OwnTextRefused, SettingsRefused
from desktop.home.envelope import read_envelope
from desktop.model.identity import shows_itself
from desktop.model.organisation import Organisation, OrganisationDocument, years_fit
from desktop.model.values.bounds import LABEL, READ_TEXT
from desktop.model.values.moment import Moment
from desktop.vocabulary.consent_text import filled, names_in
from desktop.vocabulary.own_text import Fault, faults

NAMESPACE: Final = "organisation@skrynia"
_FORMAT: Final = "skrynia-organisation"
_VERSION: Final = 1
_SOMEBODY: Final = "x" * LABEL
"""A long name of an interviewer or interpreter."""


@dataclass(frozen=True, slots=True)
class SignedSettings:
    """Settings as they were taken in. ``logo``: an upright JPEG made of the one that came, or
    b"". ``signer``: as their card calls them."""

    document: bytes
    signature: bytes
    settings: OrganisationDocument
    fingerprint: str
    signer: str
    taken_at: Moment
    logo: bytes = b""


class Settings(Protocol):
    """The settings of organisations that a home keeps."""

    def judge(self, untrusted_document: bytes, untrusted_signature: bytes) -> OrganisationDocument:
        """What :meth:`take` would take; ``SettingsRefused`` of any kind."""

    def take(
        self, untrusted_document: bytes, untrusted_signature: bytes, logo: bytes = b""
    ) -> SignedSettings:
        """Let them count from now on. ``logo``: a picture made of theirs by a decoder."""

    def read(self) -> Organisation:
        """What counts now, what was filled in here included."""

    def signed(self) -> SignedSettings | None:
        """Those that count now; None where there are none."""

    def save(self, organisation: Organisation) -> None:
        """Keep what was filled in here, which stands where they leave something open."""

    def sign(self, organisation: Organisation, logo: bytes = b"") -> tuple[bytes, bytes]:
        """Settings in this home's name: document and signature; ``SettingsRefused``."""


def read_settings(
    untrusted_document: bytes, untrusted_signature: bytes
) -> tuple[OrganisationDocument, str]:
    """The settings and the fingerprint of who signed them; ``SettingsRefused``, ``NewerSettings``
    and ``OwnTextRefused``, which says the line.

    That a signature holds says who made them, not that they are trusted here.
    """
    try:
        envelope = read_envelope(untrusted_document)
        if envelope.format != _FORMAT:
            raise SettingsRefused("settings of another format")
        if envelope.is_newer_than(_VERSION):
            raise NewerSettings("settings of a newer release")
        settings = canonical.decode(untrusted_document, OrganisationDocument, newer=True)
        key = sshsig.verify(untrusted_signature, untrusted_document, NAMESPACE)
        named = sshsig.parse_public_key(settings.signing_key)
    except canonical.NotADocument:
        raise SettingsRefused("not the document of settings") from None
    except CryptoError as error:
        raise SettingsRefused(error.reason) from None
    if key != named or settings.signing_key != named.line():
        raise SettingsRefused("signed by another key than the one they name")
    if settings.version != _VERSION:
        raise SettingsRefused("settings of a format that was never released")
    refuse_unfit(settings.organisation)
    return settings, key.fingerprint


def refuse_unfit(organisation: Organisation) -> None:
    """``SettingsRefused`` for settings that nobody may sign or take: a text with characters that
    do not look like themselves; ``OwnTextRefused`` for a text that does not say what is asked."""
    if not all(map(shows_itself, _lines(organisation))):
        raise SettingsRefused("a text holds hidden characters")
    if not years_fit(organisation.review_years):
        raise SettingsRefused("the years until a record is looked at are no number that fits")
    texts = {each.language: each.text for each in organisation.texts}
    if len(texts) != len(organisation.texts):
        raise SettingsRefused("a language has two texts")
    refused = unfit(organisation)
    if refused is not None:
        raise refused
    for language, text in texts.items():
        spoken = filled(text, names_in(organisation, language, _SOMEBODY, _SOMEBODY))
        if len(spoken.text) > READ_TEXT:
            raise OwnTextRefused(language, text.count("\n") + 1, Fault.TOO_LONG, "")


def unfit(organisation: Organisation) -> OwnTextRefused | None:
    """Where its own texts do not say what the form asks, as it is now; None where they do."""
    found = faults({each.language: each.text for each in organisation.texts})
    if not found:
        return None
    return OwnTextRefused(found[0].language, found[0].line, found[0].fault, found[0].what)


def _lines(organisation: Organisation) -> Iterator[str]:
    """Those of one line; own texts have their own judge, which says the line."""
    yield from (organisation.contact, organisation.review_years, organisation.footer)
    for called in organisation.called:
        yield from (called.name, called.country)
    for referral in organisation.referrals:
        yield from (referral.name, referral.contact, referral.what)
    yield from (body.name for body in organisation.bodies)
