"""Odd bytes, closed streams, odd zones and long names: a sentence and exit code 1 or 2, no bug."""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.cli.usage import UsageError
from desktop.cli.vaults.passphrase import read_passphrase
from desktop.i18n import LANGUAGES
from desktop.model.values.moment import Moment
from desktop.vault import open_vault
from tests.journey.support import ROOT
from tests.slices import sliced
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Answer, Desk
from tests.unit.media import hostile

NO_UTF8 = os.fsdecode(b"caf\xe9") if sys.platform != "win32" else "caf\ud800"
"""As Python hands over an argument whose bytes are no UTF-8 (on Windows: no UTF-16)."""


def said_so(answer: Answer, code: int) -> None:
    """This exit code, a sentence, and no bug report."""
    assert answer.code == code, answer.err
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert "Python 3" not in answer.err


@pytest.mark.parametrize(
    "line",
    [
        ("vault", "new", "NEW", "--name", NO_UTF8),
        ("card", "trust", "VAULT", NO_UTF8, "--as", "organisation", "--digits", "1"),
        ("card", "trust", "VAULT", "office", "--as", "organisation", "--digits", NO_UTF8),
        ("card", "trust", "VAULT", "office", "--as", NO_UTF8),
        ("card", "revoke", "VAULT", NO_UTF8),
        ("interview", "show", "VAULT", NO_UTF8),
        ("interview", "list", "VAULT", "--state", NO_UTF8),
        ("interview", "list", "VAULT", "--limit", NO_UTF8),
        ("consent", "show", "VAULT", NO_UTF8),
        ("photos", "add", "VAULT", "PHOTO", "--source", NO_UTF8),
        ("photos", "add", "VAULT", "PHOTO", "--interview", NO_UTF8),
        ("photos", "export", "VAULT", "STICK", NO_UTF8),
        ("report", "interview", "VAULT", NO_UTF8, "out.pdf"),
        ("report", "interview", "VAULT", "W-001", "out.pdf", "--language", NO_UTF8),
        ("package", "plan", "VAULT", "--to", NO_UTF8, "--purpose", "analyse"),
        ("package", "write", "VAULT", "STICK", "--to", "office", "--purpose", NO_UTF8),
        ("receipt", "write", "VAULT", NO_UTF8, "STICK"),
        ("demo", "NEW", "--interviews", NO_UTF8),
        ("vault", NO_UTF8),
        (NO_UTF8,),
        ("--lang", NO_UTF8, "vault"),
        ("vault", "info", "VAULT", "--" + NO_UTF8),
    ],
    ids=lambda line: " ".join(line[:2]).replace(NO_UTF8, "…"),
)
def test_bytes_that_are_no_utf_8_in_any_option_are_refused_in_a_sentence(
    desk: Desk, line: tuple[str, ...]
) -> None:
    places = {"VAULT": desk.researcher, "NEW": desk.folder / "new", "STICK": desk.stick}
    places["PHOTO"] = desk.folder / "passphrase"
    said_so(desk.run(*(places.get(word, word) for word in line)), 2)
    assert not (desk.folder / "new").exists()


@pytest.mark.parametrize("line", [(NO_UTF8,), ("vault", NO_UTF8), ("--lang", NO_UTF8)])
def test_a_command_that_is_no_utf_8_is_refused_in_the_sentence_for_options(
    desk: Desk, line: tuple[str, ...]
) -> None:
    answer = desk.run(*line)
    assert "this is not text in UTF-8" in answer.err
    assert "invalid choice" not in answer.err
    assert "\\udc" not in answer.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("vault", "info", "ODD"), 1),
        (("vault", "restore", "ODD", "NEW"), 1),
        (("card", "add", "VAULT", "ODD"), 2),
        (("receive", "VAULT", "ODD"), 2),
        (("photos", "export", "VAULT", "ODD", "x"), 1),
        (("report", "interview", "VAULT", "W-001", "ODD/out.pdf"), 1),
    ],
)
def test_bytes_that_are_no_utf_8_in_a_path_are_a_place_that_is_not_there(
    desk: Desk, line: tuple[str, ...], code: int
) -> None:
    odd = str(desk.folder / NO_UTF8)
    words = [w.replace("ODD", odd).replace("VAULT", str(desk.researcher)) for w in line]
    given = (
        ("--passphrase-file", desk.folder / "passphrase") if line[1] in ("info", "restore") else ()
    )
    said_so(desk.run(*words, *given), code)


def test_a_vault_and_a_pdf_whose_names_are_no_utf_8_can_be_made(desk: Desk) -> None:
    odd = desk.folder / f"{NO_UTF8}.skrynia"
    assert desk.run("vault", "backup", desk.researcher, odd).code == 0
    pdf = desk.folder / f"{NO_UTF8}.pdf"
    answer = desk.run("report", "interview", odd, "W-001", pdf)
    assert (answer.code, answer.out) == (0, f"Saved: {desk.folder}/caf\\udce9.pdf\n")
    assert pdf.is_file()


def test_photos_whose_names_are_no_utf_8_are_added_and_shown_escaped(desk: Desk) -> None:
    for name in (b"\xff.jpg", b"\xfe.jpg"):
        (desk.stick / os.fsdecode(name)).write_bytes(hostile.jpeg((32, 32)))
    again = [desk.run("photos", "add", desk.researcher, desk.stick) for _ in range(2)]
    assert [answer.code for answer in again] == [0, 0]
    listed = desk.run("photos", "list", desk.researcher, "--json").json["media"]
    assert {entry["original_name"] for entry in listed} == {"\\xff.jpg", "\\xfe.jpg"}
    assert "already there: \\xff.jpg" in again[1].out


def test_a_passphrase_typed_in_bytes_that_are_no_utf_8_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def typed(_prompt: str, _stream: object) -> str:
        return NO_UTF8

    monkeypatch.setattr("getpass.getpass", typed)
    with pytest.raises(UsageError, match="not UTF-8"):
        read_passphrase(argparse.Namespace(passphrase_fd=None, passphrase_file=None))


def shell(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a shell makes of ``script``, in which ``$CTL`` is the command line."""
    ctl = f"{shlex.quote(sys.executable)} -m desktop"
    return subprocess.run(
        ["bash", "-c", script.replace("$CTL", ctl).replace("$FOLDER", str(folder))],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


LIST = "$CTL custody list $FOLDER/researcher.skrynia --passphrase-file $FOLDER/passphrase"


@pytest.mark.parametrize("more", ["", pytest.param(" --json", marks=pytest.mark.rare)])
@pytest.mark.parametrize(
    ("output", "code"),
    [
        (">&-", 2),
        pytest.param(">/dev/full", 1, marks=pytest.mark.rare),
        pytest.param("| true; exit ${PIPESTATUS[0]}", 1, marks=pytest.mark.rare),
    ],
)
def test_a_closed_standard_output_is_told_in_a_sentence(
    desk: Desk, output: str, code: int, more: str
) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault, vault.transaction():
        for number in range(500):
            vault.people.new(f"P-{number}", ())
    done = shell(desk.folder, f"{LIST}{more} {output}")
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize("line", sliced(["--help", "--version", "demo --help"], "--help"))
@pytest.mark.parametrize("unbuffered", ["", pytest.param("1", marks=pytest.mark.rare)])
@pytest.mark.parametrize(("output", "code"), [(">&-", 2), (">/dev/full", 1)])
def test_help_without_a_standard_output_is_told_too(
    tmp_path: Path, line: str, output: str, code: int, unbuffered: str
) -> None:
    done = shell(tmp_path, f"$CTL {line} {output}", PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)


@pytest.mark.parametrize("error", ["2>&-", pytest.param("2>/dev/full", marks=pytest.mark.rare)])
@pytest.mark.parametrize(
    ("line", "code"),
    [
        (LIST, 0),
        ("$CTL vault", 2),
        pytest.param("$CTL card", 2, marks=pytest.mark.rare),
        pytest.param(LIST.replace("researcher", "no"), 1, marks=pytest.mark.rare),
    ],
)
def test_a_closed_standard_error_changes_no_exit_code(
    desk: Desk, line: str, code: int, error: str
) -> None:
    done = shell(desk.folder, f"{line} {error}")
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize(
    "closed", sliced([">&-", "2>&-", "<&-", ">&- 2>&-", ">&- 2>&- <&-"], "<&-", ">&- 2>&- <&-")
)
def test_no_file_of_ours_takes_the_number_of_a_closed_stream(desk: Desk, closed: str) -> None:
    done = shell(desk.folder, f"{LIST} {closed}")
    assert done.returncode == (2 if ">&-" in closed.split() else 0), done.stderr
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        assert vault.check().intact


@pytest.fixture
def odd_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def use(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("zone", ["XXX-99", "XXX+167", "XXX-24", "XXX-23:59:59"])
def test_an_odd_tz_is_told_in_a_sentence(
    desk: Desk, odd_zone: Callable[[str], None], zone: str, language: str
) -> None:
    odd_zone(zone)
    answer = desk.run("vault", "check", desk.researcher, "--lang", language)
    said_so(answer, 2)
    assert "TZ" in answer.err


@pytest.mark.parametrize("zone", ["XXX-14", "XXX+12", "Nowhere/City", "\udcff5", "", ":"])
def test_a_zone_of_this_earth_or_none_is_used(
    desk: Desk, odd_zone: Callable[[str], None], zone: str
) -> None:
    odd_zone(zone)
    assert desk.run("vault", "info", desk.researcher).code == 0


def test_a_moment_in_an_odd_tz_is_told_in_utc(odd_zone: Callable[[str], None]) -> None:
    """The window too lives on; the time itself is right."""
    odd_zone("XXX-99")
    assert Moment.now().offset_minutes == 0
    assert Moment.now().local().utcoffset() is not None


@pytest.mark.parametrize(
    ("size", "language"),
    [
        pytest.param(size, language, marks=[] if quick else [pytest.mark.rare])
        for size in (239, 247, 255)
        for language in sorted(LANGUAGES)
        for quick in [(size, language) in ((239, "be"), (247, "en"), (255, "ru"))]
    ],
)
def test_names_of_239_to_255_bytes_are_no_disk_fault(desk: Desk, size: int, language: str) -> None:
    new = desk.folder / ("v" * (size - 8) + ".skrynia")
    pdf = desk.folder / ("p" * (size - 4) + ".pdf")
    key, card = desk.folder / ("k" * size), desk.folder / ("c" * size)
    for line in (
        ("vault", "new", new, "--name", "Anna"),
        ("vault", "backup", desk.researcher, new),
        ("vault", "restore", desk.researcher, new),
        ("report", "interview", desk.researcher, "W-001", pdf),
        ("card", "save", desk.researcher, card),
        ("card", "export-key", desk.researcher, key, "--yes"),
    ):
        answer = desk.run(*line, "--lang", language)
        if answer.code != 0:
            said_so(answer, 1)
            assert ": ENAMETOOLONG" in answer.err or sys.platform == "win32"
            assert ("This name cannot be used" in answer.err) is (language == "en")
    left = [path.name for path in desk.folder.iterdir() if path.name.endswith((".partial", ".new"))]
    assert left == []


@pytest.mark.rare
def test_a_vault_under_a_path_longer_than_sqlite_takes_is_told_so(desk: Desk) -> None:
    deep = desk.folder / ("d" * 250) / ("e" * 250)
    deep.mkdir(parents=True)
    moved = desk.researcher.rename(deep / "v.skrynia")
    passphrase = ("--passphrase-file", desk.folder / "passphrase")
    for line in (
        ("vault", "info", moved, *passphrase),
        ("vault", "new", deep / "new.skrynia", "--name", "Anna"),
        ("vault", "backup", desk.office, deep / "copy.skrynia"),
    ):
        answer = desk.run(*line)
        said_so(answer, 1)
        assert "This name cannot be used" in answer.err
    assert [path.name for path in deep.iterdir()] == ["v.skrynia"]


def test_a_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """``skryniactl --version``"""
    from desktop import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"skryniactl {__version__}\n", "")
