"""The body of a record version, of any kind: read from the working tables, and laid into them."""

from __future__ import annotations

from typing import Any

from desktop import canonical
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


def check_body(kind: RecordKind, record_id: str, plain: dict[str, Any]) -> Any:
    """A body that came from outside, once it is sure that it can be laid.

    ``canonical.NotADocument`` where it is not of its kind, is of another record, or has an id
    twice in a list.
    """
    known = BY_NAME.get(kind)
    if known is None:
        raise canonical.NotADocument("a record of a kind that is not known here")
    body = canonical.from_plain(plain, known.body)
    if known.record_id(body) != record_id:
        raise canonical.NotADocument("the body is of another record")
    try:
        known.refuse_twice(body)
    except ValueError as error:
        raise canonical.NotADocument(str(error)) from None
    return body
