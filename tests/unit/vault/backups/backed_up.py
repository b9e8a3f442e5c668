"""A vault with something to back up, and what lies in a place of backups."""

from __future__ import annotations

from pathlib import Path

from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.support import open_interview
from tests.unit.vault.made import add


def filled(vault: Vault) -> Vault:
    """Give it a sealed interview with some photos."""
    interview = open_interview(vault)
    for number in range(4):
        media = add(vault, bytes([number]) * 150_000)
        vault.interviews.attach(interview.id, media.id)
    vault.interviews.seal(interview.id)
    return vault


def day(number: int) -> Moment:
    """Ten o'clock on a day of March."""
    return Moment(f"2026-03-{number:02d}T10:00:00.000Z", 60)


def originals(place: Path) -> list[Path]:
    """Every file of an original."""
    return sorted(each for each in (place / "originals").rglob("*") if each.is_file())


def stored(place: Path) -> dict[str, int]:
    """Every file of an original, and when it was written."""
    return {each.name: each.stat().st_mtime_ns for each in originals(place)}


def flip(file: Path, at: int) -> None:
    """Change one bit of a file."""
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def forge_log(vault: Vault) -> None:
    """Change a row of the custody log, as only who has the key can."""
    vault._db.execute("DROP TRIGGER IF EXISTS custody_no_update")
    vault._db.execute("UPDATE custody SET agent = 'x' || agent WHERE seq = 1")
