"""The cards of others: kept as they came, and what a person here decided about each."""

from __future__ import annotations

from desktop import canonical
from desktop.errors import CardNotTrusted, NoSuchRecord
from desktop.home.cards import read_card
from desktop.model.consent import RecipientKind
from desktop.model.custody import CustodyKind
from desktop.model.identity import Card, CardKind, KnownCard
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.vault.custody.log import CustodyLog
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.versions import Versions

_SELECT = (
    "SELECT document, fingerprint, recipient_kind, trusted_utc, trusted_offset,"
    " revoked_utc, revoked_offset FROM card"
)

_REVOKE = (
    "UPDATE card SET revoked_utc = ?, revoked_offset = ?,"
    " revoked_row = (SELECT coalesce(max(row), 0) FROM record_version) WHERE fingerprint = ?"
)


class Cards:
    """The cards one vault knows."""

    def __init__(self, db: Database, custody: CustodyLog, versions: Versions) -> None:
        self._db, self._custody, self._versions = db, custody, versions

    def all(self) -> list[KnownCard]:
        """Every card, by the name it gives itself."""
        known = map(_known, self._db.all(_SELECT))
        return sorted(known, key=lambda card: (card.card.name.casefold(), card.fingerprint))

    def find(self, fingerprint: str) -> KnownCard | None:
        """The card with this fingerprint, or None."""
        row = self._db.one(f"{_SELECT} WHERE fingerprint = ?", (fingerprint,))
        return _known(row) if row else None

    def get(self, fingerprint: str) -> KnownCard:
        """The card with this fingerprint; ``NoSuchRecord``."""
        card = self.find(fingerprint)
        if card is None:
            raise NoSuchRecord("no card has this fingerprint")
        return card

    def add(self, untrusted_document: bytes, untrusted_signature: bytes) -> KnownCard:
        """Keep a card whose signature holds; nobody trusts it yet. ``CardRefused``.

        A newer card of the same signing key takes the place of the older one and keeps what
        was decided about it; an older one changes nothing.
        """
        card, fingerprint = read_card(untrusted_document, untrusted_signature)
        known = self.find(fingerprint)
        if known is None or known.card.created_at < card.created_at:
            self._keep(fingerprint, untrusted_document, untrusted_signature)
        return self.get(fingerprint)

    def _keep(self, fingerprint: str, document: bytes, signature: bytes) -> None:
        with self._db.transaction():
            self._db.execute(
                "INSERT INTO card (fingerprint, document, signature, recipient_kind)"
                " VALUES (?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE"
                " SET document = excluded.document, signature = excluded.signature",
                (fingerprint, document, signature, CardKind.ORGANISATION.value),
            )
            self._custody.append(CustodyKind.INGESTION, "card", fingerprint)

    def trust(
        self, fingerprint: str, kind: CardKind | RecipientKind, progress: Progress = no_progress
    ) -> KnownCard:
        """Say that a person compared this fingerprint, and what this party is to us.

        Trusting a revoked card again takes the revocation back. What this party wrote and lay here
        until now is shown, piece by piece. ``NoSuchRecord``; ``Cancelled`` when the card is trusted
        already, and leaves the rest to the next opening.
        """
        self.get(fingerprint)
        code, now = CardKind(kind).value, Moment.now()
        with self._db.transaction():
            self._versions.keep_work(fingerprint)
            self._db.execute(
                "UPDATE card SET recipient_kind = ?, trusted_utc = ?, trusted_offset = ?,"
                " revoked_utc = NULL, revoked_offset = NULL, revoked_row = NULL"
                " WHERE fingerprint = ?",
                (code, now.utc, now.offset_minutes, fingerprint),
            )
            detail = {"decision": "trusted", "recipient_kind": code}
            self._custody.append(CustodyKind.TRUST, "card", fingerprint, detail)
            self._versions.lay_again(fingerprint)
        self._versions.lay_waiting(progress)
        return self.get(fingerprint)

    def change_kind(self, fingerprint: str, kind: CardKind | RecipientKind) -> KnownCard:
        """Say that this party, whose digits were compared before, is something else to us.

        Told in the log with what it was; nothing where it is that already. ``NoSuchRecord``;
        ``CardNotTrusted`` where it is not trusted: what it is, is said when it is compared.
        """
        before = self.get(fingerprint)
        if not before.usable:
            raise CardNotTrusted("a card that is not trusted is of no kind")
        changed = CardKind(kind)
        if before.kind is changed:
            return before
        with self._db.transaction():
            self._db.execute(
                "UPDATE card SET recipient_kind = ? WHERE fingerprint = ?",
                (changed.value, fingerprint),
            )
            detail = {
                "decision": "kind changed",
                "recipient_kind": changed.value,
                "before": before.kind.value,
            }
            self._custody.append(CustodyKind.TRUST, "card", fingerprint, detail)
        return self.get(fingerprint)

    def revoke(self, fingerprint: str) -> KnownCard:
        """From now on nothing by this key is accepted and nothing goes to it; a second time changes
        nothing, so that what came meanwhile never counts as having come before. ``NoSuchRecord``.
        """
        known = self.get(fingerprint)
        if known.revoked_at is not None:
            return known
        now = Moment.now()
        with self._db.transaction():
            self._db.execute(_REVOKE, (now.utc, now.offset_minutes, fingerprint))
            self._custody.append(CustodyKind.TRUST, "card", fingerprint, {"decision": "revoked"})
        return self.get(fingerprint)


def _known(row: Row) -> KnownCard:
    document, fingerprint, kind, trusted, trusted_offset, revoked, revoked_offset = row
    return KnownCard(
        canonical.decode(document, Card, newer=True),
        fingerprint,
        CardKind(kind),
        Moment(trusted, trusted_offset) if trusted else None,
        Moment(revoked, revoked_offset) if revoked else None,
    )
