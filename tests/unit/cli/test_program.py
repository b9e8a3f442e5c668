"""Every way a command line can end: its exit code, its stream, its words."""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bugreport import bug_report
from desktop.cli import main, program
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, Part, build_parser
from desktop.cli.nouns import PARTS
from desktop.errors import Cancelled, NotAVault, SkryniaError
from desktop.i18n import LANGUAGES, translator_for
from tests.journey.support import ROOT

SECRET = "a name that must not be printed"


def commands() -> Iterator[tuple[tuple[str, ...], Command]]:
    for part in (each.load() for each in PARTS):
        if isinstance(part, Noun):
            yield from (((part.name, command.name), command) for command in part.commands)
        else:
            yield (part.name,), part


ALL = dict(commands())


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """The exit code of a command that ends by ``error``."""

    def failing(_arguments: argparse.Namespace, _console: Console) -> int:
        raise error

    failing_part = Command("fail", "Fail.", failing, vault=False, json=True)
    monkeypatch.setattr("desktop.cli.nouns.PARTS", (failing_part,))
    return main(["fail", "--json"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_explains_itself(
    path: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*path, "--help", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert f"skryniactl {' '.join(path)}" in shown
    for example in ALL[path].examples:
        assert example in shown


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_example_parses(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files it names were there."""
    monkeypatch.setattr(Path, "is_file", lambda _self: True)
    for example in ALL[path].examples:
        arguments = build_parser(PARTS, "", "").parse_args(shlex.split(example))
        assert arguments.run is ALL[path].run


@pytest.mark.parametrize("path", [p for p, c in ALL.items() if c.vault], ids=" ".join)
def test_no_option_takes_a_passphrase_itself(path: tuple[str, ...]) -> None:
    """A passphrase in ``argv`` is refused as unknown before anything is opened."""
    assert main([*path, "v.skrynia", "--passphrase", "never this way"]) == 2


def test_nothing_named_is_wrong_usage_and_shows_the_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    assert main(["vault"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "demo" in err
    assert "backup" in err


def test_a_word_that_is_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vault", "chekc", "v.skrynia"]) == 2
    assert "skryniactl vault --help" in capsys.readouterr().err


def test_the_help_names_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    codes = (program.DONE, program.REFUSED, program.USAGE, program.BUG, program.STOPPED)
    assert all(f"\n  {code} " in shown for code in codes)


def test_an_error_a_user_can_meet_is_one_in_words_and_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(monkeypatch, NotAVault("no vault here")) == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "ok": False,
        "error": {"type": "NotAVault", "reason": "no vault here"},
    }
    assert len(err.splitlines()) >= 2
    assert "Traceback" not in err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Cancelled()])
def test_stopping_is_130(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ending(monkeypatch, error) == 130


def test_a_bug_is_70_with_a_report_that_holds_no_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(monkeypatch, ValueError(SECRET)) == 70
    out, err = capsys.readouterr()
    assert "builtins.ValueError" in err
    assert Path(program.__file__).relative_to(ROOT).as_posix() in err
    assert "Traceback" not in err
    assert SECRET not in out + err


def test_a_report_follows_causes_and_shows_only_places_in_our_own_source() -> None:
    secret_local = SECRET
    try:
        try:
            raise KeyError(secret_local)
        except KeyError as error:
            raise SkryniaError("a phrase without content") from error
    except SkryniaError as error:
        report = bug_report(error)
    assert "KeyError" in report
    assert "a phrase without content" in report
    assert SECRET not in report
    assert str(Path.home()) not in report


@pytest.mark.parametrize(
    ("line", "language"),
    [(["vault", "--lang", "be", "--help"], "be"), (["--lang=ru", "--help"], "ru")],
)
def test_the_language_is_taken_from_the_line_before_anything_is_said(
    line: list[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line) == 0
    said = capsys.readouterr().out
    assert translator_for(language).gettext("Show this help and exit.") in " ".join(said.split())


def test_a_language_that_is_not_known_is_refused_in_english(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--lang", "xx", "demo", "somewhere"]) == 2
    assert "See: skryniactl --help" in capsys.readouterr().err


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_is_called_in_the_help_as_it_calls_itself(part: Part) -> None:
    found = part.load()
    assert (found.name, found.help) == (part.name, part.help)


def test_help_loads_nothing_heavy() -> None:
    """No noun, no record, no database, no cryptography, no pictures, before a command needs them;
    and of one noun's help no other noun."""
    script = (
        "import sys; from desktop.cli import main; main(['--help']);"
        "heavy = {'sqlcipher3', 'cryptography', 'PIL', 'reportlab', 'PySide6', 'msgspec'};"
        "heavy |= {'_hashlib', 'desktop.cli.session', 'desktop.cli.vault', 'desktop.vault'};"
        "found = heavy & set(sys.modules);"
        "main(['custody', '--help']);"
        "found |= {'desktop.cli.interview', 'desktop.cli.place'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(found)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("option", ["--limit", "--offset", "--passphrase-fd"])
@pytest.mark.parametrize("given", ["-1", "99999999999999999999", "x"])
def test_a_number_nothing_can_count_to_is_wrong_usage(
    option: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["interview", "list", "v.skrynia", f"{option}={given}"]) == program.USAGE
    assert option in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", " ", "A\nB", "A\u202eB", "n" * 201])
def test_a_name_that_no_card_may_carry_makes_no_vault(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "v.skrynia"
    assert main(["vault", "new", str(folder), "--name", name]) == program.USAGE
    assert "--name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["--passphrase", "sesame open"], ["--passphrase=sesame open"]])
def test_a_secret_given_as_an_unknown_option_is_not_repeated(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vault", "info", "nowhere.skrynia", *words]) == 2
    said = capsys.readouterr()
    assert "--passphrase" in said.err
    assert "sesame" not in said.out + said.err
