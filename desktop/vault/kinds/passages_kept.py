"""The rows of passages, and how they go along with an account that is written or sealed.

The kind of the interview calls this; what a passage is as a kind stands in ``passage.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from desktop.model.anchoring import Stands, Texts, anchor, carried, sealed
from desktop.model.passage import PASSAGE_KIND, Passage
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import Table
from desktop.vault.versions.working_state import mark_edited

PASSAGES: Final = Table(Passage, "passage")

# Not those that came and nobody wrote to here since: the home of whoever made them takes them
# along, and sends where they are behind the account.
_OURS: Final = (
    "WHERE interview_id = ? AND interview_id <> '' AND version_id = '' AND layer = ''"
    " AND NOT EXISTS (SELECT 1 FROM working_state w JOIN record_version v ON v.id = w.version_id"
    " WHERE w.record_id = passage.id AND NOT w.edited AND v.arrived_in IS NOT NULL)"
    " ORDER BY created_utc, id"
)
_OF_FILE: Final = "WHERE media_id = ? AND media_id <> '' ORDER BY created_utc, id"


def drafts_of(db: Reader, interview_id: str) -> list[Passage]:
    """The passages of what was said in an interview that this home takes along when its account is
    written."""
    return PASSAGES.select(db, _OURS, (interview_id,))


def carry(db: Database, passages: Iterable[Passage], was: Texts, now: Texts) -> None:
    """Take passages along with an edit, in its transaction."""
    for each in passages:
        _write(db, each, carried(each, was, now))


def seal_with(db: Database, interview_id: str, texts: Texts, version_id: str) -> None:
    """Fix the passages whose words stand for certain in the version that an account was sealed in;
    the others wait for a person."""
    for each in drafts_of(db, interview_id):
        if anchor(each, texts).stands is Stands.HERE:
            _write(db, each, sealed(each, texts, version_id))


def said_of_files(db: Reader, media_ids: Collection[str]) -> list[Passage]:
    """The passages of a file, under any of its ids, in the order they were made."""
    found = (PASSAGES.select(db, _OF_FILE, (each,)) for each in media_ids)
    return sorted((p for each in found for p in each), key=lambda p: (p.created_at.utc, p.id))


def _write(db: Database, before: Passage, after: Passage) -> None:
    if after != before:
        PASSAGES.put(db, after)
        mark_edited(db, PASSAGE_KIND, after.id)
