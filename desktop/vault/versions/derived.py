"""Versions of what is shown of a record, kept beside all others and laid nowhere here."""

from __future__ import annotations

from desktop import canonical
from desktop.home.derived import own_derived
from desktop.home.identity import OwnIdentity
from desktop.home.versions import new_version
from desktop.model.custody import CustodyKind
from desktop.model.values.bounds import PARENTS
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
    """A new version of what is shown of the record ``source_id``, behind all of this home.

    It goes on from every one of them and not from the last alone: so a recipient who was sent any
    takes it for the next, and those between, in which a name may have been kept, never follow it.
    """
    record_id = BY_NAME[kind].record_id(body)
    with db.transaction():
        before, closes = _own(db, identity.fingerprint, record_id), BY_NAME[kind].closes(body)
        parents = tuple(sorted(each.id for each in before[-PARENTS:]))
        cut = kind, record_id, canonical.to_plain(body), parents
        version = new_version(*cut, identity.fingerprint, reason, closes, derived_from=source_id)
        rows.store(db, version, identity.author(version.data))
        event = CustodyKind.MODIFICATION if before else CustodyKind.CREATION
        detail = {"version": version.id, "source": source_id, "shown": PSEUDONYMISED}
        custody.append(event, kind, record_id, detail)
    return version


def derived_as(db: Database, ours: str, kind: RecordKind, body: object) -> RecordVersion | None:
    """The last version that was derived here of a record, where it holds this body. ``ours``: this
    home's fingerprint."""
    own = _own(db, ours, BY_NAME[kind].record_id(body))
    same = bool(own) and own[-1].document.body == canonical.to_plain(body)
    return own[-1] if same else None


def _own(db: Database, ours: str, record_id: str) -> list[RecordVersion]:
    return own_derived(rows.history(db, record_id), ours)
