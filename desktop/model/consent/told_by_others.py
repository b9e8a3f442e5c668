"""What other vaults handed out of these records, as far as their logs, which come with packages,
tell here. A log tells of the person's records alone, so not to whom a package went; and what has
not been reported is not known. Plain rules, no I/O.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.values.moment import Moment
from desktop.model.written_out import What, written_out

_REASONS = frozenset(each.value for each in Reason)


@dataclass(frozen=True, slots=True)
class ToldByOthers:
    """One package or file: when by the clock there, the fingerprint of whose vault it left, what
    (None for a package), and the reason as of ``WrittenOut``; "" for any that is not known here."""

    at: Moment
    by: str
    what: What | None
    reason: str = ""


def told_by_others(
    events: Iterable[CustodyEvent], received: Collection[str]
) -> tuple[ToldByOthers, ...]:
    """Each package and file once, the newest first. ``events``: rows of other vaults' logs, in any
    order. ``received``: ids of packages that came here; they were handed to nobody else."""
    logs: defaultdict[str, list[CustodyEvent]] = defaultdict(list)
    for event in events:
        logs[event.agent].append(event)
    found = [each for by, rows in logs.items() for each in _of_one(by, rows, received)]
    return tuple(sorted(found, key=lambda each: each.at.utc, reverse=True))


def _of_one(by: str, rows: list[CustodyEvent], received: Collection[str]) -> Iterator[ToldByOthers]:
    for each in written_out(rows):
        reason = each.reason if each.reason in _REASONS else ""
        yield ToldByOthers(each.at, by, each.what, reason)
    packages = {
        each.detail.get("package", ""): each for each in rows if each.kind is CustodyKind.TRANSFER
    }
    for package_id, event in packages.items():
        if package_id and package_id not in received:
            yield ToldByOthers(event.at, by, None)
