"""What receiving costs grows with the bytes of a package, and with nothing a sender chooses."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from desktop import canonical
from desktop.documents.passing import Passing
from desktop.errors import PackageRefused
from desktop.handoff.format import bag, layout, limits
from desktop.handoff.format.payload import Payload
from desktop.handoff.receiving.receive import receive_package
from desktop.model.handoff import RecordEntry
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, Utterance
from desktop.model.person import PERSON_KIND
from desktop.model.version import VersionDocument
from tests.authors import arrive
from tests.unit.handoff.ends import Ends, Vaults, interview
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.receiving.test_whose_word_counts import said
from tests.unit.handoff.sender import Sender, entry_of, person, version
from tests.unit.vault.made import set_aside_of

NOBODY: Final = "00000000-0000-0000-0000-000000000000"
TIMES: Final = 10
MOST: Final = 2.5
"""How much more than ten times as long ten times as much may take: whatever is quadratic takes
ten times more. Wide, because other work may run beside it."""


def seconds(run: Callable[[], object]) -> float:
    """The least processor time of three runs."""
    return min(_once(run) for _ in range(3))


def _once(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def grows_with(size: int, make: Callable[[int], Callable[[], object]]) -> None:
    """Ten times as much takes about ten times as long."""
    small, large = seconds(make(size)), seconds(make(TIMES * size))
    assert large < MOST * TIMES * max(small, 0.002)


def test_a_document_in_which_lists_begin_again_and_again_is_looked_at_once() -> None:
    """Each begin took a copy of all that was pending: a second and more for each mebibyte."""

    def make(count: int) -> Callable[[], object]:
        data = b'{"x":[' + b'"records":[],' * count + b"1]}"

        def run() -> None:
            passing = Passing({"records": tuple[int, ...]}, {"records": []})
            passing.read((data,))
            assert passing.refused

        return run

    grows_with(8_000, make)


def test_what_stands_outside_of_the_lists_is_not_held_without_an_end() -> None:
    piece = b"x" * limits.MIB
    passing = Passing({"records": tuple[int, ...]}, {"records": []})
    tracemalloc.start()
    try:
        passing.read(piece for _ in range(200))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * limits.DOCUMENT_REST
    assert passing.refused


def test_newlines_in_the_custody_file_cost_no_row_each(ends: Ends) -> None:
    """200,000 of them took 14 seconds."""
    received = _with_custody(ends, b"\n" * 20_000)
    assert received == (20_000, 1)


def test_broken_custody_rows_are_kept_up_to_a_limit_and_counted(ends: Ends) -> None:
    lines = b"\n".join(b'{"a":%d}' % number for number in range(3 * limits.CUSTODY_ASIDE))
    assert _with_custody(ends, lines) == (3 * limits.CUSTODY_ASIDE, limits.CUSTODY_ASIDE)


def _with_custody(ends: Ends, custody: bytes) -> tuple[int, int]:
    """Of a package with this custody file: rows counted as set aside, and those kept so."""
    record_id, body = person()
    record = entry_of(PERSON_KIND, record_id, version(PERSON_KIND, record_id, body))
    path = Sender(ends).package(ends.stick / f"{new_id()}.age", [record], custody=custody)
    received = receive_package(ends.office, path)
    kept = set_aside_of(ends.office, received.receipt.package_id)
    return received.custody_set_aside, len(kept)


def _manifest(lines: int, path: Callable[[int], str]) -> list[bytes]:
    return list(bag.manifest((f"{number:064x}", path(number)) for number in range(lines)))


@pytest.mark.parametrize(
    "path",
    [
        lambda number: layout.seal_path(f"{number:064x}"),
        lambda number: layout.media_path(f"{number:064x}"),
        lambda number: layout.record_path(RecordEntry(PERSON_KIND, NOBODY, f"{number:064x}")),
    ],
)
@pytest.mark.rare
def test_a_manifest_takes_some_hundred_bytes_a_file(path: Callable[[int], str]) -> None:
    """400,000 small entries took a gigabyte: seals were held by name."""
    count = 20_000
    pieces, payload = _manifest(count, path), Payload()
    tracemalloc.start()
    try:
        payload.read_sha256(pieces)
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert len(payload) == count
    assert held / count < 150


def test_a_manifest_of_files_of_no_use_is_refused_at_once() -> None:
    pieces = _manifest(20_000, lambda number: layout.schema_path(f"x{number}"))
    payload = Payload()
    with pytest.raises(PackageRefused, match="too many files"):
        payload.read_sha256(pieces)
    assert len(payload) == limits.OTHERS


@pytest.mark.rare
def test_receiving_grows_with_the_turns_of_an_interview(ends: Ends) -> None:
    """60,000 turns took 47 seconds."""
    _grows(ends, 6_000, lambda count: [_interview(count)])


@pytest.mark.rare
def test_receiving_grows_with_the_number_of_small_records(ends: Ends) -> None:
    """3,000 tiny records cost a minute and more."""
    _grows(ends, 300, lambda count: [small_person() for _ in range(count)])


@pytest.mark.rare
@pytest.mark.parametrize("chain", [True, False])
def test_receiving_grows_with_the_number_of_versions_of_one_record(
    ends: Vaults, chain: bool
) -> None:
    """At each of them all were looked at: 15 ms each at 3,000."""
    _grows(ends, 300, lambda count: versions_of_one(count, chain=chain))


@pytest.mark.rare
def test_listing_grows_with_the_number_of_versions_of_one_interview(ends: Vaults) -> None:
    """4,000 that another built on it took the list ten seconds, each time."""
    made = interview(ends.office)
    document = ends.office.interviews.document(made.id)

    def listed(count: int) -> float:
        heads = ends.office.versions.heads(made.id)
        for number in range(count):
            title = replace(made, code=f"W-{number}")
            body = replace(document, interview=title)
            arrive(ends.office, said(INTERVIEW_KIND, made.id, body, [heads[0].id]))
        return seconds(ends.office.interviews.summaries)

    ends.office.versions.cut(INTERVIEW_KIND, made.id, "sent")
    small, large = listed(200), listed(9 * 200)
    assert large < MOST * TIMES * max(small, 0.002)


def _grows(ends: Ends, size: int, records: Callable[[int], list[tuple[object, bytes]]]) -> None:
    def receive(count: int) -> float:
        path: Path = ends.stick / f"{new_id()}.age"
        Sender(ends).package(path, records(count))  # type: ignore[arg-type]
        return _once(lambda: receive_package(ends.office, path))

    receive(10)
    small, large = receive(size), receive(TIMES * size)
    assert large < MOST * TIMES * small


def _interview(turns: int) -> tuple[object, bytes]:
    interview_id = new_id()
    account = tuple(Utterance(new_id(), text="invented") for _ in range(turns))
    body = InterviewDocument(Interview(interview_id, NOON, "W-9", new_id()), account)
    return entry_of(INTERVIEW_KIND, interview_id, version(INTERVIEW_KIND, interview_id, body))


def small_person() -> tuple[object, bytes]:
    record_id, body = person()
    return entry_of(PERSON_KIND, record_id, version(PERSON_KIND, record_id, body))


def versions_of_one(count: int, *, chain: bool) -> list[tuple[object, bytes]]:
    """Versions of one person: each goes on from the one before, or all from the first."""
    record_id, body = person()
    found = [version(PERSON_KIND, record_id, body)]
    document = canonical.decode(found[0], VersionDocument)
    for number in range(1, count):
        parents = (sha256(found[-1 if chain else 0]),)
        plain = canonical.to_plain(replace(body, note=f"note {number}"))
        found.append(canonical.encode(replace(document, parents=parents, body=plain)))
    return [entry_of(PERSON_KIND, record_id, data) for data in found]
