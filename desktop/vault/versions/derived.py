"""Versions of what is shown of a record, kept beside all others and laid nowhere here."""

from __future__ import annotations

from desktop import canonical
from desktop.home.identity import OwnIdentity
from desktop.home.versions import new_version
from desktop.model.custody import CustodyKind
from desktop.model.merging import parents_of_cut
from desktop.model.version import PSEUDONYMISED, RecordKind, RecordVersion
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import rows


def cut_derived(
    db: Database,
    custody: CustodyLog,
    identity: OwnIdentity,
    kind: RecordKind,
    body: object,
    source_id: str,
    reason: str,
) -> RecordVersion:
    """A new version of what is shown of the record ``source_id``, behind the last of this home."""
    record_id = BY_NAME[kind].record_id(body)
    with db.transaction():
        base, closes = _own_last(db, identity.fingerprint, record_id), BY_NAME[kind].closes(body)
        cut = kind, record_id, canonical.to_plain(body), parents_of_cut(base)
        version = new_version(*cut, identity.fingerprint, reason, closes, derived_from=source_id)
        rows.store(db, version, identity.author(version.data))
        event = CustodyKind.MODIFICATION if base else CustodyKind.CREATION
        detail = {"version": version.id, "source": source_id, "shown": PSEUDONYMISED}
        custody.append(event, kind, record_id, detail)
    return version


def derived_as(db: Database, ours: str, kind: RecordKind, body: object) -> RecordVersion | None:
    """The last version that was derived here of a record, where it holds this body. ``ours``: this
    home's fingerprint."""
    last = _own_last(db, ours, BY_NAME[kind].record_id(body))
    same = last is not None and last.document.body == canonical.to_plain(body)
    return last if same else None


def _own_last(db: Database, ours: str, record_id: str) -> RecordVersion | None:
    own = [each for each in rows.history(db, record_id) if each.document.author == ours]
    return own[-1] if own else None
