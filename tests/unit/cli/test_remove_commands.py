"""What was made by mistake is removed on the command line, asked once; what stays says why."""

from __future__ import annotations

from tests.unit.cli.conftest import Desk


def test_each_goes_once_and_the_log_says_so(desk: Desk) -> None:
    for command, line in desk.made_by_mistake().items():
        asked = desk.run(*command.split(), *line[:-1])
        assert (asked.code, asked.out) == (2, "")
        assert "Backups made before still have it." in asked.err
        gone = desk.run(*command.split(), *line)
        assert (gone.code, gone.err) == (0, "")
        assert gone.out.startswith("Removed: ")
        assert desk.run(*command.split(), *line).code == 1
    said = desk.run("custody", "list", desk.researcher).out
    assert said.count("Made by mistake") == 4
    assert desk.run("vault", "check", desk.researcher).code == 0


def test_what_stays_says_why_before_anything_is_asked(desk: Desk) -> None:
    kept = desk.run("interview", "remove", desk.researcher, "W-001", "--yes")
    assert kept.code == 1
    assert "The account was started on " in kept.err
    assert "A decision about consent is recorded." in kept.err
    assert desk.run("interview", "show", desk.researcher, "W-001").code == 0
