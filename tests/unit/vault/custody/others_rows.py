"""Rows of others' logs about a photo, as whoever sends them may write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop.home.custody import hash_of
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.ids import new_id
from desktop.model.media import Media
from desktop.model.values.moment import Moment
from desktop.vault import Vault

LIES: Final = {
    "size": "9" * 400,
    "package": "this is a forgery by N.N.",
    "bytes": "this file is a forgery by N.N.",
    "result": "changed",
    "reason": "Signed by the court",
    "to": "N.N.",
    "what": "forgery",
    "file": "forged",
}


def arrived(
    vault: Vault, photo: Media, seq: int, detail: Mapping[str, str], at: Moment, agent: str = "SHA"
) -> None:
    """Keep one; the first is a check, and each later one of another kind."""
    kind = list(CustodyKind)[seq % len(CustodyKind)] if seq > 1 else CustodyKind.FIXITY_CHECK
    event = CustodyEvent(seq, new_id(), at, agent, kind, "media", photo.id, "0" * 64, "", detail)
    assert vault.custody.keep_received(replace(event, hash=hash_of(event)), new_id())
