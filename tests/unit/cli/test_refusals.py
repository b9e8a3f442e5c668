"""What people get wrong, and what a stick brings: one clear sentence, what to do, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.cli.console import Console
from desktop.cli.demo.demo_log import DemoLog
from desktop.errors import Cancelled
from desktop.i18n import LANGUAGES
from desktop.model.interview import Utterance
from desktop.system.paths import SETTINGS_FOLDER
from desktop.vault import open_vault
from tests.journey.support import ROOT
from tests.support import PASSPHRASE, make_closed_vault
from tests.unit.cli.conftest import Answer, Desk

INTERRUPTED = """
import signal, sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "desktop.cli.program":
            signal.raise_signal(signal.SIGINT)

# Whoever runs the tests in the background may have the signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupts())
from desktop.cli import main
sys.exit(main(["vault", "info", "anywhere"]))
"""


def refused(answer: Answer, kind: str) -> None:
    """Exit code 1, the error's type in JSON, no traceback."""
    assert answer.code == 1, answer.err
    assert answer.json["error"]["type"] == kind
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(
    "line",
    [
        ("interview", "show", "VAULT", "X-9"),
        ("report", "interview", "VAULT", "X-9", "out.pdf"),
        ("report", "agreed", "VAULT", "X-9", "out.pdf"),
        ("package", "plan", "VAULT", "--to", "Nobody", "--purpose", "analyse"),
        ("card", "revoke", "VAULT", "Nobody"),
        ("receipt", "write", "VAULT", "skrynia-0000-0000", "."),
    ],
)
def test_a_name_that_nothing_bears_is_said_to_be_one(
    desk: Desk, line: tuple[str, ...], language: str
) -> None:
    words = [str(desk.researcher) if word == "VAULT" else word for word in line]
    answer = desk.run(*words, "--lang", language)
    assert answer.code == 1
    shown, what_happened, what_to_do, *_technical = answer.err.splitlines()
    assert all((shown, what_happened, what_to_do))
    assert (shown == "There is nothing of this name here") is (language == "en")


def test_cards_are_taken_for_what_they_are(desk: Desk) -> None:
    own, theirs = desk.folder / "own.skrynia-card", desk.folder / "theirs.skrynia-card"
    assert desk.run("card", "save", desk.researcher, own).code == 0
    assert desk.run("card", "save", desk.office, theirs).code == 0
    mine = desk.run("card", "add", desk.researcher, own)
    assert (mine.code, "this vault itself" in mine.err) == (2, True)
    assert desk.run("card", "list", desk.researcher, "--json").json["cards"] == []
    assert "not trusted yet" in desk.run("card", "add", desk.researcher, theirs).err
    line = ("--to", "office", "--purpose", "analyse", "--json")
    refused(desk.run("package", "write", desk.researcher, desk.stick, *line), "CardNotTrusted")
    desk.know_each_other()
    assert "trusted here already" in desk.run("card", "add", desk.researcher, theirs).err


def test_a_package_that_never_got_its_name_is_not_taken(desk: Desk) -> None:
    """Its bytes may be whole, but the sender may not know that it was ever sent."""
    desk.know_each_other()
    package = desk.package()
    left = package.rename(package.with_name(package.name + ".partial"))
    for line in (("receive", desk.office, left), ("package", "verify", desk.office, left)):
        refused(desk.run(*line, "--json"), "UnfinishedPackage")
    assert desk.run("package", "list", desk.office, "--json").json["received"] == []


def test_what_is_no_receipt_for_this_vault_is_said_so(desk: Desk) -> None:
    desk.know_each_other()
    package = desk.package()
    assert desk.run("receive", desk.office, package, "--receipt", desk.stick).code == 0
    receipt = package.with_name(f"{package.stem}-receipt.age")
    refused(desk.run("receipt", "import", desk.researcher, package, "--json"), "ReceiptClosed")
    refused(desk.run("receipt", "import", desk.office, receipt, "--json"), "ReceiptClosed")
    whole = receipt.read_bytes()
    for number, data in enumerate((b"", b"a letter", whole[:400], whole[:-1], whole + b"x")):
        damaged = desk.folder / f"{number}-receipt.age"
        damaged.write_bytes(data)
        answer = desk.run("receipt", "import", desk.researcher, damaged, "--json")
        refused(answer, "ReceiptRefused")
        assert "package is damaged" not in answer.err
    for again in (False, True):
        taken = desk.run("receipt", "import", desk.researcher, receipt)
        assert (taken.code, "imported before" in taken.out) == (0, again)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "no key at all", "AGE-SECRET-KEY-1X"])
def test_a_key_file_without_a_key_is_a_mistake_on_the_command_line(desk: Desk, text: str) -> None:
    desk.know_each_other()
    key = desk.folder / "key.txt"
    key.write_text(text, "utf-8")
    line = ("package", "inspect", desk.package(), "--key", key, "--signers", key)
    answer = desk.run(*line)
    assert (answer.code, "--key" in answer.err) == (2, True)
    assert "not an encrypted package" not in answer.err


@pytest.mark.parametrize("place", ["missing", "folder"])
def test_a_passphrase_file_that_cannot_be_read_is_said_in_the_reader_s_language(
    tmp_path: Path, run: Callable[..., Answer], place: str
) -> None:
    file = tmp_path / "given"
    if place == "folder":
        file.mkdir()
    answer = run("vault", "info", tmp_path, "--passphrase-file", file, "--lang", "be")
    assert answer.code == 2
    assert answer.err.startswith("Файла няма, або яго не ўдаецца прачытаць.")
    assert "directory" not in answer.err


def test_an_interview_without_consent_is_no_missing_record(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.interviews.new("W-002", vault.people.new("P-2", ()).id, "be")
    answer = desk.run("consent", "show", desk.researcher, "W-002")
    assert (answer.code, answer.err) == (1, "No consent is recorded for this interview.\n")
    refused(desk.run("consent", "show", desk.researcher, "W-002", "--json"), "NoSuchRecord")


def test_a_vault_without_its_database_is_told_what_is_missing(desk: Desk) -> None:
    shutil.move(desk.researcher / "vault.db", desk.folder / "elsewhere.db")
    answer = desk.run("vault", "info", desk.researcher, "--json")
    refused(answer, "MissingDatabase")
    assert "vault.db" in answer.err


def test_a_demo_is_refused_before_anything_is_made(
    tmp_path: Path, run: Callable[..., Answer]
) -> None:
    photos, taken = tmp_path / "photos", tmp_path / "taken"
    photos.mkdir()
    taken.mkdir()
    (taken / "mine").write_bytes(b"mine")
    assert run("demo", tmp_path / "out", "--photos", photos).code == 2
    assert run("demo", taken).code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["passphrase", "photos", "taken"]
    assert [path.name for path in taken.iterdir()] == ["mine"]


def test_a_demo_stops_between_two_steps() -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled(what)

    demo_log = DemoLog(Console(sys.stdout, sys.stderr), stop)
    with pytest.raises(Cancelled, match="a step"), demo_log.step("a step"):
        pytest.fail("it went on")
    with pytest.raises(Cancelled, match="a proof"), demo_log.proof("a proof"):
        pytest.fail("it went on")


def test_ctrl_c_before_anything_began_is_no_traceback() -> None:
    command = [sys.executable, "-c", INTERRUPTED]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "")


LONG = "n" * 300
"""A name that no file system takes, so that asking for it fails as a closed folder does."""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("vault", "info", LONG), 1),
        (("vault", "restore", LONG, "new.skrynia"), 1),
        (("vault", "restore", "OFFICE", LONG), 1),
        (("vault", "backup", "OFFICE", LONG), 1),
        (("receive", "OFFICE", LONG), 2),
        (("receive", "OFFICE", "PACKAGE", "--receipt", LONG), 1),
        (("package", "extract", "OFFICE", "PACKAGE", LONG), 1),
        (("package", "write", "RESEARCHER", LONG, "--to", "office", "--purpose", "analyse"), 1),
        (("photos", "add", "OFFICE", LONG), 1),
        (("card", "save", "OFFICE", LONG), 1),
        (("demo", LONG), 1),
        (("demo", "new", "--photos", LONG), 2 if sys.platform == "win32" else 1),
    ],
)
def test_a_place_that_cannot_be_asked_about_is_no_bug(
    desk: Desk, line: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.folder)
    paths = {"OFFICE": desk.office, "RESEARCHER": desk.researcher}
    if "PACKAGE" in line or "--to" in line:
        desk.know_each_other()
        paths["PACKAGE"] = desk.package()
    before = sorted(desk.folder.rglob("*"))
    given = ("--passphrase-file", desk.folder / "passphrase") if line[1] == "info" else ()
    answer = desk.run(*(paths.get(word, word) for word in line), *given)
    assert answer.code == code, answer.err
    assert answer.err or answer.out
    assert sorted(desk.folder.rglob("*")) == before


def test_settings_that_cannot_be_read_are_no_reason_not_to_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTINGS_FOLDER, f"{os.devnull}/skrynia")
    assert desk.run("vault", "info", desk.researcher).code == 0


@pytest.mark.parametrize(
    "line",
    [
        ("interview", "show", "VAULT", "W"),
        ("consent", "show", "VAULT", "W"),
        ("report", "interview", "VAULT", "W", "out.pdf"),
        ("photos", "add", "VAULT", "VAULT", "--interview", "W"),
        ("package", "plan", "VAULT", "--to", "office", "--purpose", "analyse", "--interview", "W"),
    ],
)
def test_a_vault_without_interviews_has_none_of_this_name(
    desk: Desk, line: tuple[str, ...]
) -> None:
    make_closed_vault(desk.folder, "empty")
    empty, card = desk.folder / "empty.skrynia", desk.folder / "office.skrynia-card"
    assert desk.run("card", "save", desk.office, card).code == 0
    assert desk.run("card", "add", empty, card).code == 0
    digits = desk.run("card", "show", desk.office, "--json").json["digits"]
    trust = ("office", "--as", "organisation", "--digits", digits)
    assert desk.run("card", "trust", empty, *trust).code == 0
    answer = desk.run(*(empty if word == "VAULT" else word for word in line))
    assert (answer.code, answer.err.splitlines()[0]) == (1, "There is nothing of this name here")


def test_a_newline_in_a_file_s_name_forges_no_line_of_photos_add(desk: Desk) -> None:
    forged = "a.jpg\n  not added: b.jpg (\u202edaer\u202c)"
    (desk.stick / forged).write_bytes(b"no picture")
    answer = desk.run("photos", "add", desk.researcher, desk.stick)
    assert answer.code == 0
    first, second = answer.out.splitlines()
    assert first == "1 file added"
    assert "a.jpg\\n  not added: b.jpg (\\u202edaer\\u202c)" in second


def test_a_passage_of_an_account_forges_no_heading_of_another(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        said = Utterance("v" * 36, text="Not this.\n[Answer · Interviewer]\nForged.")
        vault.interviews.save_utterances(desk.interview_id, [said])
    shown = desk.run("interview", "show", desk.researcher, "W-001").out.splitlines()
    assert len([line for line in shown if line.startswith("[")]) == 1
    assert "  [Answer · Interviewer]" in shown


def test_an_unknown_option_forges_no_line_of_the_usage(desk: Desk) -> None:
    answer = desk.run("vault", "info", desk.researcher, "--x\nforged\x1b[31m")
    assert answer.code == 2
    assert "\\nforged\\x1b[31m" in answer.err
    assert "\x1b" not in answer.err
