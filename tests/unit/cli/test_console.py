"""What is printed is safe on any terminal, aligned in any alphabet, and JSON for machines."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys

import pytest

from desktop.cli.console import Console, printable, width
from desktop.model.values.moment import Moment
from tests.journey.support import ROOT


def console(encoding: str = "utf-8") -> tuple[Console, io.BytesIO]:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n", write_through=True)
    return Console(out, io.TextIOWrapper(io.BytesIO(), encoding=encoding)), raw


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("Łukaś і Ўладзя", "Łukaś і Ўладзя"),
        ("red\x1b[31m", "red\\x1b[31m"),
        ("two\nlines", "two\\nlines"),
        ("gpj.\u202eexe", "gpj.\\u202eexe"),
        ("cut \udcff off", "cut \\udcff off"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u2028b\u2029c\x85d", "a\\u2028b\\u2029c\\x85d"),
        ("in\u200bvis\ufeffible\U000e0041", "in\\u200bvis\\ufeffible\\U000e0041"),
        ("👩\u200d🔬", "👩\u200d🔬"),
    ],
)
def test_no_name_can_drive_a_terminal(given: str, shown: str) -> None:
    assert printable(given) == shown


def test_a_newline_in_a_name_forges_no_line_of_any_kind() -> None:
    """Not in a line, a note, a question's answer, a field, a table, a passage."""
    it, raw = console()
    it.line("kept: a\nadded: b")
    it.fields([("Name", "a\nOwner  b"), ("Owner", "c")])
    it.table(("Name",), [("a\nb",)])
    it.passage("one\n\n[question]\r[answer]")
    assert raw.getvalue().decode().splitlines() == [
        "kept: a\\nadded: b",
        "Name   a",
        "       Owner  b",
        "Owner  c",
        "Name",
        "a\\nb",
        "  one",
        "",
        "  [question]\\r[answer]",
    ]


class Terminal(io.BytesIO):
    """Bytes that somebody looks at."""

    def isatty(self) -> bool:
        """As a terminal answers."""
        return True


def test_progress_is_written_over_without_escapes_that_a_console_of_windows_shows() -> None:
    raw = Terminal()
    it = Console(io.StringIO(), io.TextIOWrapper(raw, encoding="utf-8", newline="\n"))
    for done, what in ((10, "Капіраванне"), (10, "Done")):
        it.progress(done, 10, what)
    it.note("Finished.")
    first, second, cleared, after = raw.getvalue().decode().split("\r")[1:]
    assert (first, second) == ("Капіраванне 100 %", "Done 100 %       ")
    assert cleared == " " * len("Done 100 %")
    assert after == "Finished.\n"


def test_letters_a_terminal_does_not_have_are_escaped_not_fatal() -> None:
    raw = Terminal()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="\n", write_through=True)
    Console(out, io.StringIO()).line("ў")
    assert raw.getvalue() == b"\\u045e\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp1252"])
def test_belarusian_comes_out_as_utf_8_when_piped(encoding: str) -> None:
    it, raw = console(encoding)
    it.line("Архіў \udcff")
    assert raw.getvalue() == "Архіў \\udcff\n".encode()


def test_a_piped_program_writes_utf_8_whatever_the_system_s_encoding() -> None:
    """Results and notes: the help in Belarusian, and the refusal of a wrong word."""
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "LC_ALL": "C"}
    command = [sys.executable, "-m", "desktop", "--lang", "be", "vault"]
    for word, stream in (("--help", "stdout"), ("nothing", "stderr")):
        done = subprocess.run(
            [*command, word], cwd=ROOT, env=environment, capture_output=True, check=False
        )
        text = getattr(done, stream).decode("utf-8")
        assert re.search("[А-Яа-яЎў]{4}", text), text
        assert "\\u04" not in text


def test_columns_line_up_in_every_alphabet() -> None:
    it, raw = console()
    decomposed = "e\u0301"
    it.table(("Name", "Id"), [("Ўладзя", "1"), (decomposed, "2"), ("日本", "3")])
    lines = raw.getvalue().decode().splitlines()
    assert {width(line[: line.rindex(line[-1])]) for line in lines[1:]} == {8}


def test_json_is_ascii_and_says_dataclasses_by_their_fields() -> None:
    it, raw = console("ascii")
    it.json({"name": "ў", "at": Moment("2026-11-22T18:45:58.123Z", 60), "cut": "\udcff"})
    assert json.loads(raw.getvalue()) == {
        "name": "ў",
        "at": {"utc": "2026-11-22T18:45:58.123Z", "offset_minutes": 60},
        "cut": "\udcff",
    }


def test_progress_is_silent_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    Console(sys.stdout, sys.stderr).progress(1, 2, "Checking")
    assert capsys.readouterr() == ("", "")
