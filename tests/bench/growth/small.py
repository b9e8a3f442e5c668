"""What a trusted sender may cost: very many small records, very many versions of one, very many
files that are refused.

Processor time of this process, verifying and signatures included, in an office of its own that is
nearly empty. The packages are made by hand, by another process (``python -m
tests.bench.growth.small WHAT FOLDER SIZE``), because no vault writes such ones, and so that its
memory is not counted.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from desktop import canonical
from desktop.errors import PackageRefused
from desktop.handoff.format import bagging, layout
from desktop.handoff.receiving.receive import receive_package
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import OFFICE, Place
from tests.unit.handoff.bounds.test_growth import small_person, versions_of_one
from tests.unit.handoff.ends import make_ends
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import Sender, signed

_ONE: Final = Floor(most=2)
_ELEVEN_FOR_TEN: Final = Floor(ratio=1.1)
_LINEAR: Final = Floor(ratio=1.3)
_FIRST, _SECOND = "first.age", "second.age"


def small_records(place: Place) -> Iterator[Figure]:
    """``size`` people of one code each, in the order in which a vault sends them: by id."""
    each = _received(place, "records")
    yield Figure("receiving small records, one", each, floor=_ONE)
    yield Figure("receiving small records, one, by their number", each, floor=_ELEVEN_FOR_TEN)


def shuffled_records(place: Place) -> Iterator[Figure]:
    """The same in any order, as somebody may send them who wants it to cost most: every row lies
    on a page of its own in each index by id."""
    each = _received(place, "shuffled")
    yield Figure("receiving small records in any order, one", each, floor=_ONE)
    yield Figure("receiving such, one, by their number", each, floor=_ELEVEN_FOR_TEN)


def version_chain(place: Place) -> Iterator[Figure]:
    """``size`` versions of one record, each of which goes on from the one before."""
    each = _received(place, "chain")
    yield Figure("receiving versions of one record in a row, one", each, floor=_LINEAR)


def version_fan(place: Place) -> Iterator[Figure]:
    """``size`` versions of one record, all of which go on from the first."""
    each = _received(place, "fan")
    yield Figure("receiving versions of one record side by side, one", each, floor=_LINEAR)


def entries_refused(place: Place) -> Iterator[Figure]:
    """``size`` seals in the manifests that are of nothing in the package."""
    _make(place, "entries")
    with place.office() as office:
        began = time.process_time()
        try:
            receive_package(office, place.stick / _SECOND)
        except PackageRefused:
            took = time.process_time() - began
    yield Figure("refusing seals of nothing, a thousand", took * 1e6 / place.size, floor=_LINEAR)
    yield Figure("refusing seals of nothing, peak memory", _peak(), "MiB", Floor(most=200))


def _peak() -> float:
    """Of this process alone, without the one that made the packages."""
    import resource  # not there on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _received(place: Place, what: str) -> float:
    """Milliseconds for each record of the second package."""
    _make(place, what)
    with place.office() as office:
        receive_package(office, place.stick / _FIRST)
        began = time.process_time()
        receive_package(office, place.stick / _SECOND)
        return (time.process_time() - began) * 1000 / place.size


def _make(place: Place, what: str) -> None:
    command = [sys.executable, "-m", __name__, what, str(place.folder), str(place.size)]
    subprocess.run(command, check=True)


def _write(what: str, folder: Path, size: int) -> None:
    """An office, and two packages for it: one of one person, and what is measured."""
    ends = make_ends(folder)
    sender = Sender(ends)
    sender.package(ends.stick / _FIRST, [small_person()])  # type: ignore[list-item]
    _MADE[what](sender, ends.stick / _SECOND, size)
    ends.close()
    (folder / "researcher.skrynia").rename(folder / "nobody")
    assert (folder / OFFICE).is_dir()


def _records(sender: Sender, path: Path, size: int) -> None:
    made = [small_person() for _ in range(size)]
    sender.package(path, sorted(made, key=lambda each: each[0].record_id))  # type: ignore[arg-type]


def _shuffled(sender: Sender, path: Path, size: int) -> None:
    sender.package(path, [small_person() for _ in range(size)])  # type: ignore[misc]


def _chain(sender: Sender, path: Path, size: int) -> None:
    sender.package(path, versions_of_one(size, chain=True))  # type: ignore[arg-type]


def _fan(sender: Sender, path: Path, size: int) -> None:
    sender.package(path, versions_of_one(size, chain=False))  # type: ignore[arg-type]


def _entries(sender: Sender, path: Path, size: int) -> None:
    record, data = small_person()
    entries, authors = signed([(sender.resting(record, data), data)])  # type: ignore[arg-type]
    office = sender.ends.office.identity.party()
    document = replace(sender.document, recipients=(office,), records=entries, authors=authors)
    written = canonical.encode(document)
    seals = [
        bagging.PayloadFile(layout.seal_path(f"{number:064x}"), 1, f"{number:064x}", "0" * 128)
        for number in range(size)
    ]
    files = [bagging.payload_file(layout.DOCUMENT, [written]), *seals]
    made = bagging.tag_files(document.package_id, NOON, files)
    tags = {name: b"".join(tag.pieces()) for name, tag in made.items()}
    sender.write(path, sender.signed(tags, [(layout.DOCUMENT, written)]))


_MADE: Final[Mapping[str, Callable[[Sender, Path, int], None]]] = {
    "records": _records,
    "shuffled": _shuffled,
    "chain": _chain,
    "fan": _fan,
    "entries": _entries,
}

if __name__ == "__main__":
    _write(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
