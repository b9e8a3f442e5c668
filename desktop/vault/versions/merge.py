"""Take in a version from outside, and lay into the working tables what is shown afterwards.

What is decided here is decided by ``desktop/model/authority.py``, for this home as for any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desktop.home.authors import Authorship
from desktop.home.judge import said_by
from desktop.home.seals import Seal
from desktop.home.versions import body_of, meeting, read_document
from desktop.model.changes import Part
from desktop.model.merge.merging import Arriving
from desktop.model.merge.precedence import Finality
from desktop.model.version import RecordKind, RecordVersion
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database
from desktop.vault.versions import rows as version_rows
from desktop.vault.versions import unread
from desktop.vault.versions.closings import Closings
from desktop.vault.versions.seals import keep_seal
from desktop.vault.versions.working_state import mark_equal, working_state


def read_version(db: Database, untrusted_data: bytes) -> Arriving:
    """A version from bytes of outside; ``canonical.NotADocument`` for anything else."""
    version = read_document(untrusted_data)
    met = version_rows.met(db, version.document.record_id, version.id)
    return meeting(version, BY_NAME, met.state, met.kinds, known=met.known, here=met.here)


def receive(
    db: Database,
    closings: Closings,
    arriving: Arriving,
    authorship: Authorship,
    arrived_in: str,
    seal: Seal | None,
) -> bool:
    """Store a version that was read and is new, with its seal; shown where it is the only one of
    its record. Whether it is to be decided which of several is."""
    version = arriving.version
    version_rows.store(db, version, authorship, arrived_in, arriving.unread)
    if seal is not None:
        keep_seal(db, seal)
    if arriving.unread:
        unread.keep(db, version, arriving.grounds)
        return False
    document = version.document
    if arriving.here or arriving.state is not None:
        return True
    # The only version of its record here, as most that arrive are.
    said = said_by(document, BY_NAME[document.kind])
    told = seal is not None or said.finality is not Finality.CLOSED
    shown = said.may_be_shown(closings.is_ours(document.author))
    known = closings.is_known(document.author)
    if told and shown and known and not _shows_what_is_here(db, [version]):
        _show(db, version, arriving.body)
    return False


def lay(db: Database, closings: Closings, kind: RecordKind, record_id: str) -> bool:
    """Show of a record what the rule says now; whether that is another version than before."""
    if kind not in BY_NAME:
        return False
    state = working_state(db, record_id)
    shown = state.version_id if state else None
    laid = closings.rule(kind, record_id).laid(shown)
    version = version_rows.find(db, laid.id) if laid is not None and laid.id != shown else None
    if version is None:
        return False
    if state is None and _shows_what_is_here(db, version_rows.history(db, record_id)):
        return False
    _show(db, version, body_of(version, BY_NAME))
    return True


def _shows_what_is_here(db: Database, versions: Iterable[RecordVersion]) -> bool:
    """Whether any of these was derived from a record that is here: it is for others, and whoever
    has what was said is shown that."""
    sources = {each.document.derived_from for each in versions} - {""}
    return any(version_rows.is_here(db, source) for source in sources)


def _show(db: Database, version: RecordVersion, body: Any) -> None:
    document = version.document
    kind = BY_NAME[document.kind]
    kind.lay(db, body)
    mark_equal(db, document.kind, document.record_id, version.id)
    kind.shown(db, body, version.id)
    db.touch(Part.ARRIVED, document.record_id)
