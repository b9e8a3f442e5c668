"""The organisation that is responsible for what this vault records: as it was filled in here, and
as settings say that an organisation signed which is trusted here."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop import canonical
from desktop.crypto.sshkey import parse_public_key
from desktop.errors import OwnTextRefused, SettingsNotTrusted, SettingsOlder, SettingsRefused
from desktop.home.identity import OwnIdentity
from desktop.home.organisation import (
    NAMESPACE,
    SignedSettings,
    read_settings,
    refuse_unfit,
    unfit,
)
from desktop.model.custody import CustodyKind
from desktop.model.identity import Card, CardKind
from desktop.model.organisation import Organisation, OrganisationDocument, years_fit
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.records.cards import Cards
from desktop.vault.store.connection import Database

_READ: Final = "SELECT document FROM organisation"
_SAVE: Final = (
    "INSERT INTO organisation (id, document) VALUES (1, ?)"
    " ON CONFLICT (id) DO UPDATE SET document = excluded.document"
)
_SIGNED: Final = (
    "SELECT document, signature, fingerprint, logo, taken_utc, taken_offset"
    " FROM organisation_signed ORDER BY rowid DESC"
)
_KEEP: Final = (
    # Replaced, and not updated: a new row stands behind all others, whatever the clock says.
    "INSERT OR REPLACE INTO organisation_signed (fingerprint, document, signature, number, logo,"
    " taken_utc, taken_offset) VALUES (?, ?, ?, ?, ?, ?, ?)"
)


class OwnOrganisation:
    """One for a vault."""

    def __init__(
        self, db: Database, identity: OwnIdentity, cards: Cards, custody: CustodyLog
    ) -> None:
        self._db, self._identity, self._cards, self._custody = db, identity, cards, custody

    def read(self) -> Organisation:
        """What the signed settings say that count, over what was filled in here."""
        return self.given().over(self.local())

    def given(self) -> Organisation:
        """What the signed settings say that count; nothing where there are none. Own texts count
        only while they fit the form (:meth:`unfit_texts`)."""
        signed = self.signed()
        said = signed.settings.organisation if signed else Organisation()
        return _fitting(said)

    def unfit_texts(self) -> OwnTextRefused | None:
        """Where own texts of the settings that count do not fit the form any more, as one taken
        before a use was added to it: ours are read out in their place. None where they fit."""
        signed = self.signed()
        return unfit(signed.settings.organisation) if signed else None

    def local(self) -> Organisation:
        """As it was filled in here; nothing is said of it where nobody did."""
        row = self._db.one(_READ)
        return _fitting(canonical.decode_kept(row[0], Organisation)) if row else Organisation()

    def save(self, organisation: Organisation) -> None:
        """Keep it; the texts that were read out before stay as they were. ``SettingsRefused`` for
        years that nobody could sign, either."""
        if not years_fit(organisation.review_years):
            raise SettingsRefused("the years until a record is looked at are no number that fits")
        with self._db.transaction():
            self._db.execute(_SAVE, (canonical.encode(organisation),))

    def signed(self) -> SignedSettings | None:
        """The settings that were taken in last of whoever is trusted as the organisation now, or
        is this vault itself; None where there are none."""
        for document, signature, fingerprint, logo, utc, offset in self._db.all(_SIGNED):
            signer = self._signer(fingerprint)
            if signer:
                settings = canonical.decode(document, OrganisationDocument, newer=True)
                at = Moment(utc, offset)
                return SignedSettings(document, signature, settings, fingerprint, signer, at, logo)
        return None

    def judge(self, untrusted_document: bytes, untrusted_signature: bytes) -> OrganisationDocument:
        """What :meth:`take` would take. ``SettingsRefused``; ``SettingsNotTrusted`` where the
        signer is not trusted as the organisation, ``SettingsOlder`` for a number that is not above
        the last of this signer."""
        settings, fingerprint = read_settings(untrusted_document, untrusted_signature)
        if not self._signer(fingerprint):
            raise SettingsNotTrusted("not signed by whoever is trusted as the organisation")
        if settings.number <= self._number(fingerprint):
            raise SettingsOlder("settings with this number or a higher one were taken before")
        return settings

    def take(
        self, untrusted_document: bytes, untrusted_signature: bytes, logo: bytes = b""
    ) -> SignedSettings:
        """Let these settings count from now on; errors of :meth:`judge`. ``logo``: a picture made
        of theirs by a decoder."""
        with self._db.transaction():
            settings = self.judge(untrusted_document, untrusted_signature)
            fingerprint = parse_public_key(settings.signing_key).fingerprint
            now = Moment.now()
            row = (fingerprint, untrusted_document, untrusted_signature, settings.number, logo)
            self._db.execute(_KEEP, (*row, now.utc, now.offset_minutes))
            detail = {"number": str(settings.number)}
            self._custody.append(CustodyKind.INGESTION, "organisation", fingerprint, detail)
        signer = self._signer(fingerprint)
        return SignedSettings(*row[1:3], settings, fingerprint, signer, now, logo)

    def sign(self, organisation: Organisation, logo: bytes = b"") -> tuple[bytes, bytes]:
        """Settings in this vault's name, numbered above its last: document and signature.

        ``SettingsRefused``, ``OwnTextRefused`` for what nobody would take.
        """
        refuse_unfit(organisation)
        card = canonical.decode(self._identity.card().document, Card)
        number = self._number(self._identity.fingerprint) + 1
        document = canonical.encode(
            OrganisationDocument(card.signing_key, number, Moment.now(), organisation, logo)
        )
        return document, self._identity.sign(document, NAMESPACE)

    def _number(self, fingerprint: str) -> int:
        row = self._db.one(
            "SELECT number FROM organisation_signed WHERE fingerprint = ?", (fingerprint,)
        )
        return int(row[0]) if row else 0

    def _signer(self, fingerprint: str) -> str:
        """What they are called whose settings count here; "" of anybody else."""
        if fingerprint == self._identity.fingerprint:
            return self._identity.name
        known = self._cards.find(fingerprint)
        trusted = known is not None and known.usable
        if known is None or not trusted or known.kind is not CardKind.ORGANISATION:
            return ""
        return known.card.name


def _fitting(said: Organisation) -> Organisation:
    return replace(said, texts=()) if unfit(said) else said
