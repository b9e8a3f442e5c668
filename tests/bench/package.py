"""Writing and verifying a package against ``tar | age``, ``age -d | tar x`` and 7-Zip AES.

The payload is the same: photos of 5 MB. Ours comes out of an encrypted vault and is signed,
re-read and verified; the peers read plain files. Writing on both sides includes the sync.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.harness import Row, Spread, Table, run_script, shell
from tests.bench.material import PHOTO_BYTES, write_photos

RUNS = 3
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
    """Add the rows for 1 GiB and, for memory, 4 GiB."""
    small = prepare(folder / "1gib", GIB)
    _speed(small, table)
    peaks = {1: _peaks(small)}
    shutil.rmtree(small.folder)
    large = prepare(folder / "4gib", 4 * GIB)
    peaks[4] = _peaks(large)
    shutil.rmtree(large.folder)
    _memory(peaks, table)


def prepare(folder: Path, size: int) -> Bench:
    """Photos of ``size`` bytes in all, the peers' key, and our two vaults."""
    folder.mkdir(parents=True)
    write_photos(folder / "photos", round(size / PHOTO_BYTES))
    key = folder / "key.txt"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    recipient = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True)
    run_script("tests.bench.scripts.package_vaults", folder)
    return Bench(folder, key, recipient.stdout.decode().strip())


def _speed(bench: Bench, table: Table) -> None:
    peers: dict[str, Callable[[], float]] = {
        "write": lambda: _tar_age(bench),
        "verify": lambda: _age_tar_sums(bench),
        "7z write": lambda: _seven_zip(bench),
        "7z test": lambda: _seven_zip_test(bench),
    }
    shell(f"cd {bench.photos} && sha256sum * > ../sums")
    figures: dict[str, list[float]] = {name: [] for name in (*peers, "ours w", "ours v")}
    for _ in range(RUNS + 1):
        figures["ours w"].append(_ours("write", bench))
        figures["write"].append(peers["write"]())
        figures["7z write"].append(peers["7z write"]())
        figures["ours v"].append(_ours("verify", bench))
        figures["verify"].append(peers["verify"]())
        figures["7z test"].append(peers["7z test"]())
    counted = {name: Spread(tuple(values[1:])) for name, values in figures.items()}
    ours_w, ours_v = counted["ours w"], counted["ours v"]
    table.add(_row("1 GiB package: write and verify, against tar|age", ours_w, counted["write"], 1))
    table.add(
        _row(
            "1 GiB package: verify, against age -d|tar x and sha256sum -c",
            ours_v,
            counted["verify"],
            1,
        )
    )
    table.add(_row("1 GiB package: write, against 7-Zip AES", ours_w, counted["7z write"], None))
    table.add(_row("1 GiB package: verify, against 7z t", ours_v, counted["7z test"], None))


def _row(what: str, ours: Spread, peer: Spread, floor: float | None) -> Row:
    return Row(what, ours, peer, "s", floor)


def _ours(job: str, bench: Bench) -> float:
    return float(run_script(f"tests.bench.scripts.package_{job}", bench.folder).last_line)


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


def _peaks(bench: Bench) -> dict[str, float]:
    """Peak MiB of our writer, our verifier, and age's encryption."""
    encrypt = ["age", "-r", bench.recipient, "-o", "/dev/null"]
    return {
        "write": run_script("tests.bench.scripts.package_write", bench.folder).peak_mib,
        "verify": run_script("tests.bench.scripts.package_verify", bench.folder).peak_mib,
        "age": _peak_of_age(bench, encrypt),
    }


def _peak_of_age(bench: Bench, encrypt: list[str]) -> float:
    import os

    tar = subprocess.Popen(
        ["tar", "-C", bench.folder, "-c", "photos"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    process = subprocess.Popen(encrypt, stdin=tar.stdout)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    tar.wait()
    return usage.ru_maxrss / 1024


def _memory(peaks: dict[int, dict[str, float]], table: Table) -> None:
    for job in ("write", "verify", "age"):
        one, four = Spread((peaks[1][job],)), Spread((peaks[4][job],))
        name = "age (the peer)" if job == "age" else f"our {job}"
        floor = None if job == "age" else 250
        table.add(Row(f"peak memory of {name} at 1 GiB", one, None, "MiB", floor))
        table.add(Row(f"peak memory of {name} at 4 GiB", four, None, "MiB", floor))
        table.add(Row(f"growth of {name} from 1 to 4 GiB", four, one, "MiB"))
