"""What was written out of the vault as a file that anybody can read, as the custody log tells it.

Packages are listed by themselves. The page that says to the person what they decided tells nothing
of the account; it is counted all the same, as it names the interview and what was agreed to. Plain
rules, no I/O.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.ids import new_id
from desktop.model.values.moment import Moment

FILE: Final = "file"
NOT_FINISHED: Final = "not-finished"
"""What ``file`` says in the second row about a file whose writing ended with an error."""
SUMMARY: Final = "summary printed"
AGREED: Final = "consent printed"
ALL: Final = "all about a person"
FOR_RECIPIENT: Final = "summary for a recipient"
REPLACED: Final = "replacements printed"
CERTIFICATE: Final = "certificate printed"
"""What ``what`` says in the row of such a file."""
NUMBER: Final = "number"
"""By what a row of ``FOR_RECIPIENT`` says which copy it is."""


_Same = tuple[CustodyKind, str, frozenset[tuple[str, str]]]
"""What a row and the one that says that it came to nothing have in common."""


class What(StrEnum):
    """What was written out."""

    SUMMARY_BY_CODE = "summary-by-code"
    SUMMARY_BY_NAME = "summary-by-name"
    AGREED = "agreed"
    ALL_HELD = "all-held"
    FOR_RECIPIENT = "for-recipient"
    REPLACED = "replaced"
    ORIGINAL = "original"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """One file: when, what of the records, and why where it showed more than the consent says
    (a code of ``beyond_consent.Reason``); "" where it did not. Of a copy for somebody outside:
    ``number``, which it is, ``of`` which interview, and ``to`` whom, as far as whoever shows it
    found out (``desktop/reports/given_out.py``); "" of any other."""

    at: Moment
    what: What
    reason: str = ""
    number: str = ""
    of: str = ""
    to: str = ""


def copy_detail(form: str, reason: str) -> dict[str, str]:
    """What each row says of a copy of all that is held: every record in it has a row, and
    ``copy`` is the same in all of them."""
    return {"what": ALL, "form": form, "reason": reason, "copy": new_id()}


def written_out(events: Iterable[CustodyEvent]) -> tuple[WrittenOut, ...]:
    """The files that these rows tell of, the newest first; each once, whatever number of records
    was in it, and none that was not finished. ``events``: of any objects, in any order."""
    told = sorted({each.seq: each for each in events}.values(), key=lambda each: each.seq)
    copies: set[str] = set()
    found = []
    for event in _finished(told):
        what = _what(event)
        copy = event.detail.get("copy", "")
        if what is None or copy in copies:
            continue
        copies |= {copy} - {""}
        number = event.detail.get(NUMBER, "")
        of = event.object_id if number else ""
        found.append(WrittenOut(event.at, what, event.detail.get("reason", ""), number, of))
    return tuple(reversed(found))


def _finished(told: Iterable[CustodyEvent]) -> Iterator[CustodyEvent]:
    """Those without the pairs of a row and a later one that says that it came to nothing: of
    several such rows the last. A log that came with a package may have any number of both."""
    kept: dict[int, CustodyEvent] = {}
    begun: defaultdict[_Same, list[int]] = defaultdict(list)
    for at, event in enumerate(told):
        if event.detail.get(FILE) != NOT_FINISHED:
            kept[at] = event
            begun[_same(event, event.detail)].append(at)
            continue
        detail = {name: value for name, value in event.detail.items() if name != FILE}
        if ended := begun[_same(event, detail)]:
            del kept[ended.pop()]
    return iter(kept.values())


def _same(event: CustodyEvent, detail: Mapping[str, str]) -> _Same:
    return event.kind, event.object_id, frozenset(detail.items())


def _what(event: CustodyEvent) -> What | None:
    """None for a row of anything else."""
    if event.kind is CustodyKind.REPLICATION and event.detail.get("to") == FILE:
        return What.ORIGINAL
    said = event.detail.get("what", "") if event.kind is CustodyKind.DISCLOSURE else ""
    if said == SUMMARY:
        named = event.detail.get("identification") != "code"
        return What.SUMMARY_BY_NAME if named else What.SUMMARY_BY_CODE
    return _SAID.get(said)


_SAID: Final = {
    AGREED: What.AGREED,
    ALL: What.ALL_HELD,
    FOR_RECIPIENT: What.FOR_RECIPIENT,
    REPLACED: What.REPLACED,
    CERTIFICATE: What.CERTIFICATE,
}
