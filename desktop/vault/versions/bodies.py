"""The body of a record version, of any kind, read from the working tables."""

from __future__ import annotations

from typing import Any

from desktop.errors import NoSuchRecord
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME
from desktop.vault.store.connection import Database


def load_body(db: Database, kind: RecordKind, record_id: str) -> Any:
    """The record as the working tables hold it; ``NoSuchRecord`` where they do not."""
    body = BY_NAME[kind].load(db, record_id)
    if body is None:
        raise NoSuchRecord(f"no {kind} has this id")
    return body
