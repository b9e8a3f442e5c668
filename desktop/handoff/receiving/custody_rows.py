"""The custody events that come with a package: kept where they hold, set aside where not.

A row of another vault's log carries the hash of its own fields, and the signature of the
package vouches for the sender having sent it so. It does not prove that the log it is from
was whole: that shows when the sender's log is verified against the head in the document.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.handoff.format import limits
from desktop.model.custody import CustodyEvent
from desktop.model.handoff import PackageDocument

if TYPE_CHECKING:
    from desktop.vault import Vault

UNREADABLE: Final = "custody-breaks-schema"
FOREIGN: Final = "custody-not-in-package"
ALTERED: Final = "custody-altered"


def keep_custody(vault: Vault, document: PackageDocument, pieces: Iterable[memoryview]) -> int:
    """Keep every event that holds, in one transaction; how many were set aside, each named.

    What ``pieces`` raises at its end (content that was not signed) undoes all of it.
    """
    ids = {entry.record_id for entry in document.records}
    ids |= {entry.media_id for entry in document.media}
    set_aside = 0
    with vault.transaction():
        for line in _lines(pieces):
            reason = _keep(vault, document.package_id, ids, line)
            if reason:
                item = hashlib.sha256(line).hexdigest()
                vault.packages.set_aside(document.package_id, item, reason, line)
                set_aside += 1
    return set_aside


def _keep(vault: Vault, package_id: str, ids: set[str], line: bytes) -> str:
    """Keep one event; or the reason why not."""
    try:
        event = canonical.decode(line, CustodyEvent)
    except canonical.NotADocument:
        return UNREADABLE
    if event.object_id not in ids:
        return FOREIGN
    if not vault.custody.keep_received(event, package_id):
        return ALTERED
    return ""


def _lines(pieces: Iterable[memoryview]) -> Iterator[bytes]:
    """Lines without their end; one that is too long comes in parts, which are no events."""
    pending = b""
    for piece in pieces:
        *lines, pending = (pending + piece).split(b"\n")
        yield from lines
        while len(pending) > limits.CUSTODY_EVENT:
            yield pending[: limits.CUSTODY_EVENT]
            pending = pending[limits.CUSTODY_EVENT :]
    if pending:
        yield pending
