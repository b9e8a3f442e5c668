"""The main table in both checkouts: every row that is the program's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench.against.checkout import Checkout, both
from tests.bench.against.table import BeforeAfter
from tests.bench.against.turns import Pair, Take, in_turn, once
from tests.bench.growth.figures import Figure
from tests.bench.harness import Run, Table, numbers
from tests.bench.material import PHOTO_BYTES, write_photos


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: MiB of photos for the times and for the peaks of memory,
    interviews that are searched, and turns: many of what takes a second, few of what takes ten.
    """

    timed: int
    peaked: int
    interviews: int
    many: int
    few: int


WHOLE = Scale(timed=1024, peaked=4096, interviews=20_000, many=11, few=5)
QUICK = Scale(timed=20, peaked=80, interviews=400, many=2, few=1)


def measure(folder: Path, table: Table, scale: Scale) -> None:
    """Add one table. ``SystemExit`` where BENCH_AGAINST names no other checkout."""
    pair = both(folder)
    found = BeforeAfter("what")
    table.more.append(found)
    in_turn(pair, found, "start", _start, scale.many)
    in_turn(pair, found, "unlock", _unlock, scale.many)
    _with_photos(pair, found, scale)
    _searching(pair, found, scale)
    for checkout in pair:
        for script in sorted(checkout.lent):
            found.note(f"{script}: {checkout.side} has none; this checkout's ran on its code")


def _start(checkout: Checkout) -> Iterator[Figure]:
    yield Figure("start to first window", checkout.script("start_ours").seconds, "s")


def _unlock(checkout: Checkout) -> Iterator[Figure]:
    [took] = numbers(checkout.script("unlock_ours", checkout.folder))
    yield Figure("unlock beyond the key derivation", took, "ms")


def _with_photos(pair: Pair, found: BeforeAfter, scale: Scale) -> None:
    """Adding photos, writing a package of them, verifying it: times, and peaks of memory."""
    _photos_for(pair, scale.timed)
    in_turn(pair, found, "adding photos", partial(_adding, scale.timed), scale.few)
    _filled(pair, found, scale.timed)
    in_turn(pair, found, "writing a package", partial(_writing, scale.timed), scale.few)
    in_turn(pair, found, "verifying it", partial(_verifying, scale.timed), scale.few)
    _photos_for(pair, scale.peaked)
    _filled(pair, found, scale.peaked)
    for what, job in (("writing a package", "package_write"), ("verifying it", "package_verify")):
        _each_once(pair, found, what, partial(_peak, what, job, scale.peaked))


def _photos_for(pair: Pair, mebibytes: int) -> None:
    """The same files in both folders, and no vault."""
    made = pair[0].folder.parent / f"photos-{mebibytes}"
    write_photos(made, round((mebibytes << 20) / PHOTO_BYTES))
    for checkout in pair:
        for left in ("photos", "stick", "researcher.skrynia", "office.skrynia"):
            shutil.rmtree(checkout.folder / left, ignore_errors=True)
        shutil.copytree(made, checkout.folder / "photos", copy_function=os.link)
    shutil.rmtree(made)


def _filled(pair: Pair, found: BeforeAfter, mebibytes: int) -> None:
    """The two vaults of a package; how long it takes, :func:`_adding` says."""
    what = "adding photos"
    _each_once(pair, found, what, partial(_peak, what, "package_vaults", mebibytes))


def _each_once(pair: Pair, found: BeforeAfter, what: str, take: Take) -> None:
    for checkout in pair:
        once(checkout, found, what, take, 0)


def _adding(mebibytes: int, checkout: Checkout) -> Iterator[Figure]:
    """The older script says one figure, of the whole."""
    *safe, whole = numbers(checkout.script("photos_ours", checkout.folder))
    for took in safe:
        yield Figure(f"add {mebibytes:,} MiB of photos: originals safe", took, "s")
    yield Figure(f"add {mebibytes:,} MiB of photos: with pictures", whole, "s")


def _writing(mebibytes: int, checkout: Checkout) -> Iterator[Figure]:
    run = checkout.script("package_write", checkout.folder)
    written, whole = numbers(run)
    yield Figure(f"{mebibytes:,} MiB package: write and sync", written, "s")
    yield Figure(f"{mebibytes:,} MiB package: write, sync, read back and verify", whole, "s")
    yield _peak_of("writing a package", mebibytes, run)


def _verifying(mebibytes: int, checkout: Checkout) -> Iterator[Figure]:
    run = checkout.script("package_verify", checkout.folder)
    [took] = numbers(run)
    yield Figure(f"{mebibytes:,} MiB package: verify", took, "s")
    yield _peak_of("verifying it", mebibytes, run)


def _peak(what: str, script: str, mebibytes: int, checkout: Checkout) -> Iterator[Figure]:
    yield _peak_of(what, mebibytes, checkout.script(script, checkout.folder))


def _peak_of(what: str, mebibytes: int, run: Run) -> Figure:
    return Figure(f"peak memory, {what}, {mebibytes:,} MiB", run.peak_mib, "MiB")


def _searching(pair: Pair, found: BeforeAfter, scale: Scale) -> None:
    """Both vaults are filled first, at the same time: that is not measured."""
    count = str(scale.interviews)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda each: each.script("search_fill", each.folder, count), pair))
    in_turn(pair, found, "search", _search, scale.few)


def _search(checkout: Checkout) -> Iterator[Figure]:
    found, saved = numbers(checkout.script("search_ours", checkout.folder))
    yield Figure("search p95", found, "ms")
    yield Figure("saving one edit in an interview of 1,500 words", saved, "ms")
