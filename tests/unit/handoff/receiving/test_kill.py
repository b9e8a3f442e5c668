"""A process that dies while a package or receipt takes its name leaves nothing unknown."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.errors import FileExists, StorageError
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.write import write_package
from desktop.model.interview import Interview
from desktop.system import files
from desktop.system.files import PartialFile
from desktop.vault import SentPackage, Vault, open_vault
from tests.nursery import run_python
from tests.slices import sliced
from tests.support import PASSPHRASE
from tests.systems import was_killed
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.vault.made import CarriedWhole

pytestmark = pytest.mark.disk
LINKED = "between the two names of a link"

DYING = """
import os, sys
from pathlib import Path
from desktop.system import files
from desktop.handoff.receipt import write_receipt
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Purpose
from desktop.vault import open_vault
from desktop.vault.records.handoff import package_laid
from desktop.vault.records.handoff.sending import Sending
from tests.support import PASSPHRASE
from tests.systems import KILL

folder, stick, who, point = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), KILL)

def dies_after(call):
    return lambda *given, **named: (call(*given, **named), die())

def some(items):
    for number, item in enumerate(items):
        if number == 3:
            die()
        yield item

def no_links(*_):
    raise PermissionError(1, "as on FAT")

link, rename = os.link, Path.rename
match point:
    case "while it is laid":
        package_laid._ROWS, writes = 1, package_laid._writes
        package_laid._writes = lambda *given: some(writes(*given))
    case "before it is recorded": Sending.begin = die
    case "before it is named": files.rename_without_overwriting = die
    case "between the two names of a link": os.link = dies_after(link)
    case "once it is named": files.rename_without_overwriting = dies_after(
        files.rename_without_overwriting)
    case "before it is named, on FAT": os.link, Path.rename = no_links, die
    case "once it is named, on FAT": os.link, Path.rename = no_links, dies_after(rename)
    case "before it is settled": Sending.named = die
    case "while the log is told":
        package_laid._ROWS = 1
        Sending.tell = lambda sending, *_: (sending.go_on_one(), die())
    case "once it is settled": Sending.named = dies_after(Sending.named)
vault = open_vault(Path(folder), PASSPHRASE)
if ":" in who:
    plan = plan_package(vault, who, Purpose.ANALYSE, None)
    write_package(vault, plan, Path(stick))
else:
    write_receipt(vault, who, Path(stick))
"""

OUT = (
    *(() if sys.platform == "win32" else (LINKED,)),  # a file is renamed there, not linked
    "once it is named",
    "once it is named, on FAT",
    "before it is settled",
    "while the log is told",
    "once it is settled",
)
NOT_OUT = (
    "while it is laid",
    "before it is recorded",
    "before it is named",
    "before it is named, on FAT",
)


def killed(vault: Vault, stick: Path, who: str, point: str) -> Path:
    """Let another process write a package to ``who``, or a receipt of it, and die there."""
    folder = vault.folder
    vault.close()
    done = run_python(DYING, folder, stick, who, point)
    assert was_killed(done), done.stderr
    return folder


@dataclass
class Killed:
    """What a killed writing of a package left, and how to open the sender's vault again."""

    ends: Vaults
    made: Interview

    def at(self, point: str) -> Path:
        office = self.ends.office.identity.fingerprint
        return killed(self.ends.researcher, self.ends.stick, office, point)

    def open(self, folder: Path) -> Vault:
        self.ends.researcher = open_vault(folder, PASSPHRASE)
        return self.ends.researcher

    def packages(self) -> list[Path]:
        return list(self.ends.stick.glob("*.age"))


@pytest.fixture
def sender(ends: Vaults) -> Killed:
    return Killed(ends, interview(ends.researcher, files=[b"photo"]))


def assert_told_once(vault: Vault, package: SentPackage) -> None:
    """The log tells of each record that it left, once."""
    carried = CarriedWhole(package.document).records()
    assert carried
    for kind, record_id in carried:
        told = [
            event.object_kind
            for event in vault.custody.events(record_id)
            if event.detail.get("package") == package.package_id
        ]
        assert told.count(kind) == 1


@pytest.mark.parametrize("point", sliced(OUT, OUT[0], "once it is named"))
def test_a_kill_between_naming_and_recording_leaves_no_package_the_sender_does_not_know(
    sender: Killed, point: str
) -> None:
    vault = sender.open(sender.at(point))
    [path] = sender.packages()
    [package] = vault.packages.sent()
    assert (package.file_name, package.size) == (path.name, path.stat().st_size)
    assert package.certain
    transfers = [e for e in vault.custody.events(package.package_id) if e.kind == "transfer"]
    assert len(transfers) == 1
    assert vault.check().intact
    vault.packages.sending.go_on()
    assert_told_once(vault, vault.packages.get_sent(package.package_id))
    assert vault.check().intact

    receive_package(sender.ends.office, path)
    receipt = write_receipt(sender.ends.office, package.package_id, sender.ends.stick)
    imported = import_receipt(vault, receipt.path)
    assert imported.set_aside == 0
    assert vault.consents.withdraw(sender.made.id, "no longer") == vault.packages.sent()


@pytest.mark.parametrize("point", NOT_OUT)
def test_a_kill_before_the_name_is_settled_as_not_sent(sender: Killed, point: str) -> None:
    vault = sender.open(sender.at(point))
    assert sender.packages() == []
    assert vault.packages.sent() == []
    assert vault.interviews.handoff_state(sender.made.id).news
    assert vault.check().intact
    written = sender.ends.write()
    assert vault._db.all("SELECT DISTINCT package_id FROM package_item") == [(written.package_id,)]
    assert vault._db.all("SELECT 1 FROM package_unfinished") == []
    assert written.leftovers == 1
    assert [each.name for each in sender.ends.stick.iterdir()] == [written.path.name]
    assert [package.certain for package in vault.packages.sent()] == [True]


@pytest.mark.parametrize("point", ["before it is named", "once it is named"])
@pytest.mark.parametrize("stick", ["away", "another"])
def test_where_the_stick_is_gone_a_package_counts_as_sent_and_is_said_to_be_uncertain(
    sender: Killed, point: str, stick: str
) -> None:
    folder = sender.at(point)
    away = sender.ends.stick.rename(sender.ends.stick.with_name("away"))
    if stick == "another":
        sender.ends.stick.mkdir()
    with open_vault(folder, PASSPHRASE) as vault:
        assert [package.certain for package in vault.packages.sent()] == [False]
    vault = sender.open(folder)
    assert vault.check().intact
    [package] = vault.consents.withdraw(sender.made.id, "no longer")
    assert not package.certain
    transfers = [e for e in vault.custody.events(package.package_id) if e.kind == "transfer"]
    assert [event.detail.get("file") for event in transfers] == ["unknown"]
    if point == "once it is named":
        receive_package(sender.ends.office, away / package.file_name)
        receipt = write_receipt(sender.ends.office, package.package_id, away)
        assert import_receipt(vault, receipt.path).package.certain


def test_a_package_moved_away_before_the_next_opening_counts_as_sent(sender: Killed) -> None:
    folder = sender.at(OUT[0])
    [path] = sender.packages()
    path.rename(path.with_name("moved.age"))
    vault = sender.open(folder)
    assert [package.certain for package in vault.packages.sent()] == [False]


def test_a_kill_between_naming_and_recording_a_receipt_leaves_one_that_is_known(
    ends: Vaults,
) -> None:
    interview(ends.researcher)
    package = ends.write()
    receive_package(ends.office, package.path)
    folder = killed(ends.office, ends.stick, package.package_id, "once it is named")
    ends.office = open_vault(folder, PASSPHRASE)
    again = write_receipt(ends.office, package.package_id, ends.stick)
    assert again.again
    assert import_receipt(ends.researcher, again.path).package.receipted_at


# --- without a kill: the same, seen by the process that goes on ---------------------------------


def fails(*_: object) -> None:
    raise OSError(5, "the device went away")


def test_a_name_that_cannot_be_synced_is_taken_back_and_nothing_stays_recorded(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview(ends.researcher)
    plan = ends.plan()
    failing: list[Callable[..., None]] = [fails]
    real = files.sync_folder

    def fails_once(folder: Path) -> None:
        (failing.pop() if failing else real)(folder)

    monkeypatch.setattr(files, "sync_folder", fails_once)
    with pytest.raises(StorageError):
        write_package(ends.researcher, plan, ends.stick)
    assert list(ends.stick.iterdir()) == []
    assert ends.researcher.packages.sent() == []


def test_a_stick_pulled_while_the_name_is_taken_counts_as_sent(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview(ends.researcher)
    plan = ends.plan()

    def pulled(folder: Path) -> None:
        if folder == ends.stick and folder.exists():
            folder.rename(folder.with_name("away"))
        fails()

    monkeypatch.setattr(files, "sync_folder", pulled)
    with pytest.raises(StorageError):
        write_package(ends.researcher, plan, ends.stick)
    monkeypatch.undo()
    [package] = ends.researcher.packages.sent()
    assert not package.certain
    assert (ends.stick.with_name("away") / package.file_name).exists()
    folder = ends.researcher.folder
    ends.researcher.close()
    shutil.move(ends.stick.with_name("away"), ends.stick)
    ends.researcher = open_vault(folder, PASSPHRASE)
    assert [package.certain for package in ends.researcher.packages.sent()] == [True]


def test_a_partial_swapped_for_another_file_during_verification_does_not_get_the_name(
    tmp_path: Path,
) -> None:
    refused = PermissionError if sys.platform == "win32" else FileExists  # held open there
    with pytest.raises(refused), PartialFile(tmp_path / "package.age") as out:
        out.write(b"ours")
        out.sync()
        out.partial.unlink()
        out.partial.write_bytes(b"theirs")
        out.commit()
    assert not (tmp_path / "package.age").exists()
