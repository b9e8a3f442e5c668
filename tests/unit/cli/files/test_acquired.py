"""How files came is said when they are added, or later, of one or of all that came together."""

from __future__ import annotations

import argparse
import io
import shlex

from desktop.cli.console import Console
from desktop.cli.files.acquired import add_options
from desktop.messages.acquired import told
from desktop.model.acquisition import Acquisition, said_in
from desktop.vault import open_vault
from tests import every_field
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk

_NOT_SAID = {
    "Acquisition.id": "an id; --json gives it",
    "Acquisition.media_id": "an id; --json gives it",
    "Acquisition.created_at": "when it was said first; --json gives it",
}


def test_every_field_of_how_a_file_came_is_said() -> None:
    def show(said: Acquisition) -> str:
        out = io.StringIO()
        lines = [(label, value) for _field, label, value in told(said)]
        Console(out, io.StringIO()).fields(lines)
        return out.getvalue()

    missing = every_field.unchanged(every_field.acquisition(), show)
    every_field.check("photos acquired (desktop/cli/files/acquired.py)", missing, _NOT_SAID)


def test_the_help_of_each_option_says_what_that_one_says() -> None:
    parser = argparse.ArgumentParser()
    add_options(parser)
    helps = [each.help for each in parser._actions]
    assert len(set(helps)) == len(helps)


def test_it_is_said_once_for_the_import_and_changed_for_one_or_all(desk: Desk) -> None:
    folder = desk.folder / "card"
    folder.mkdir()
    for name in ("one.bin", "two.bin"):
        (folder / name).write_bytes(name.encode())
    (desk.folder / "three.bin").write_bytes(b"three")
    said = ("--from-device", "Pixel 7", "--handed-over-by", "a neighbour", "--copy")
    desk.run("photos", "add", desk.researcher, desk.folder / "three.bin")
    added = desk.run("photos", "add", desk.researcher, folder, *said, "--json").json
    first, second = (each["media_id"] for each in added["report"]["added"])
    desk.run("photos", "acquired", desk.researcher, first, "--graphic", "--original-at", "Вільня")
    everywhere = ("--handed-over-on", "5.12.2020", "--handed-over-by", "", "--all")
    answer = desk.run("photos", "acquired", desk.researcher, second, *everywhere, "--json").json
    assert answer["changed"] == 2
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        both = [said_in(*vault.acquisitions.of_file(each)) for each in (first, second)]
        others = [each for each in vault.media.all() if each.id not in (first, second)]
        assert [vault.acquisitions.of_file(each.id) for each in others] == [()]
    common = {
        "device": "Pixel 7", "handed_over_by": "", "handed_over_on": "2020-12-05",
        "generation": "copy", "rights": "", "may_see": "",
    }  # fmt: skip
    assert both == [
        {**common, "original_at": "Вільня", "graphic": "yes"},
        {**common, "original_at": "", "graphic": ""},
    ]
    shown = desk.run("photos", "acquired", desk.researcher, first).out
    assert "Pixel 7" in shown
    assert "5 December 2020" in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_what_was_there_before_keeps_what_was_said_of_it(desk: Desk) -> None:
    (desk.folder / "one.bin").write_bytes(b"one")
    desk.run("photos", "add", desk.researcher, desk.folder / "one.bin", "--original")
    again = desk.run("photos", "add", desk.researcher, desk.folder / "one.bin", "--copy", "--json")
    [there] = again.json["report"]["already_there"]
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        [said] = vault.acquisitions.of_file(there["media_id"])
    assert said.generation == "original"


def test_of_what_was_there_before_is_told_that_nothing_was_said_and_how_it_is(desk: Desk) -> None:
    names = ("one.bin", "two.bin")
    files = [desk.folder / name for name in names]
    for file in files:
        file.write_bytes(file.name.encode())
    desk.run("photos", "add", desk.researcher, *files)
    said = ("--handed-over-by", "Алесь")
    (desk.folder / "new.bin").write_bytes(b"new")
    again = desk.run("photos", "add", desk.researcher, *files, desk.folder / "new.bin", *said)
    assert "2 files were already there" in again.err
    told = again.err.partition("skryniactl ")[2]
    answer = desk.run(*shlex.split(told), *said)
    assert answer.out.count("Алесь") == len(names)
    for name in names:
        assert name in answer.out
    once_more = desk.run("photos", "add", desk.researcher, *files, *said, "--json")
    assert once_more.json["unsaid"] == []
    assert desk.run("photos", "add", desk.researcher, *files).err == ""


def test_a_day_that_is_none_or_has_not_come_is_refused(desk: Desk) -> None:
    for day in ("32.1.2020", "1.1.2300"):
        answer = desk.run("photos", "add", desk.researcher, "x", "--handed-over-on", day)
        assert answer.code == 2
    assert "this day has not come yet" in answer.err
