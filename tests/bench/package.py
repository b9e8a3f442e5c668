"""Writing and verifying a package against ``tar | age``, ``age -d | tar x`` and 7-Zip AES.

The payload is the same: photos of 5 MB. Ours comes out of an encrypted vault and is signed,
re-read and verified; the peers read plain files. Writing on both sides includes the sync.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.bench.harness import Row, Run, Spread, Table, numbers, run_script, shell
from tests.bench.material import PHOTO_BYTES, write_photos

RUNS = 5
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder with ``photos/``, an age key, and a vault that holds the same photos."""

    folder: Path
    key: Path
    recipient: str

    @property
    def photos(self) -> Path:
        """The plain files."""
        return self.folder / "photos"

    def archive(self, ending: str) -> Path:
        """Where a peer writes."""
        return self.folder / f"peer.{ending}"


def measure(folder: Path, table: Table) -> None:
    """Add the rows of time for 1 GiB; memory is a part of its own (``memory``)."""
    bench, _filling = prepare(folder / "1gib", GIB)
    _speed(bench, table)


def prepare(folder: Path, size: int) -> tuple[Bench, Run]:
    """Photos of ``size`` bytes in all, the peers' key, and our two vaults with their filling."""
    folder.mkdir(parents=True)
    write_photos(folder / "photos", round(size / PHOTO_BYTES))
    key = folder / "key.txt"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    recipient = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True)
    filling = run_script("tests.bench.scripts.package_vaults", folder)
    return Bench(folder, key, recipient.stdout.decode().strip()), filling


def _speed(bench: Bench, table: Table) -> None:
    shell(f"cd {bench.photos} && sha256sum * > ../sums")
    rounds = [_round(bench) for _ in range(RUNS + 1)][1:]
    counted = {name: Spread(tuple(figures[name] for figures in rounds)) for name in rounds[0]}
    for what, ours, peer, floor in (
        ("write and sync, against tar|age and sync", "written", "tar|age", 1),
        (
            "verify, against age -d|tar x and sha256sum -c",
            "verified",
            "age -d|tar x|sha256sum",
            1,
        ),
        ("write, sync, read back and verify, against both", "whole", "both", 1),
        ("write and sync, against 7-Zip AES", "written", "7z a", None),
        ("verify, against 7z t", "verified", "7z t", None),
    ):
        table.add(Row(f"1 GiB package: {what}", counted[ours], counted[peer], "s", floor))


def _round(bench: Bench) -> dict[str, float]:
    """Every figure once, ours and the peers' in turn."""
    written, whole = _ours("write", bench)
    tar_age, seven_zip = _tar_age(bench), _seven_zip(bench)
    [verified] = _ours("verify", bench)
    age_tar_sums, seven_zip_test = _age_tar_sums(bench), _seven_zip_test(bench)
    return {
        "written": written,
        "whole": whole,
        "verified": verified,
        "tar|age": tar_age,
        "age -d|tar x|sha256sum": age_tar_sums,
        "both": tar_age + age_tar_sums,
        "7z a": seven_zip,
        "7z t": seven_zip_test,
    }


def _ours(job: str, bench: Bench) -> list[float]:
    return numbers(run_script(f"tests.bench.scripts.package_{job}", bench.folder))


def _tar_age(bench: Bench) -> float:
    out = bench.archive("age")
    out.unlink(missing_ok=True)
    return shell(f"tar -C {bench.folder} -c photos | age -r {bench.recipient} -o {out}; sync {out}")


def _age_tar_sums(bench: Bench) -> float:
    target = bench.folder / "unpacked"
    target.mkdir()
    took = shell(
        f"age -d -i {bench.key} {bench.archive('age')} | tar -C {target} -x; "
        f"cd {target}/photos && sha256sum -c --quiet ../../sums"
    )
    shutil.rmtree(target)
    return took


def _seven_zip(bench: Bench) -> float:
    out = bench.archive("7z")
    out.unlink(missing_ok=True)
    return shell(f"7z a -mx0 -mhe=on -pbench {out} {bench.photos} >/dev/null; sync {out}")


def _seven_zip_test(bench: Bench) -> float:
    return shell(f"7z t -pbench {bench.archive('7z')} >/dev/null")
