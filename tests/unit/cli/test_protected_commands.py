"""Protected names on the command line: added, listed, shown, changed, ended."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk


def run(desk: Desk, command: str, *line: str) -> Any:
    answer = desk.run("protected", command, desk.researcher, *line, "--json")
    assert answer.code == 0, answer.err
    return answer.json


def test_a_name_is_protected_changed_and_ended(desk: Desk) -> None:
    made = run(desk, "add", "--name", "Алесь", "--name", "Алеся")["protected"]
    assert (made["names"], made["instead"]) == (["Алесь", "Алеся"], "N-1")
    more = ("--name", "Алік", "--without", "Алеся", "--instead", "her brother", "--note", "сусед")
    run(desk, "change", "n-1", *more, "--of", "other", "--kept-from", "everyone")
    shown = run(desk, "show", "АЛЕСЬ")
    assert shown["id"] == made["id"]
    assert (shown["names"], shown["instead"]) == (["Алесь", "Алік"], "her brother")
    assert (shown["of"], shown["kept_from"], shown["note"]) == ("other", "everyone", "сусед")
    said = desk.run("protected", "show", desk.researcher, made["id"]).out
    assert "her brother" in said
    assert "my organisation too" in said
    assert run(desk, "remove", "her brother", "--yes")["removed"]["id"] == made["id"]
    assert run(desk, "list")["total"] == 0


def test_names_are_listed_and_filtered(desk: Desk) -> None:
    run(desk, "add", "--name", "Алёна")
    run(desk, "add", "--name", "Вера", "--instead", "a neighbour")
    assert run(desk, "list", "--filter", "алена")["total"] == 1
    page = desk.run("protected", "list", desk.researcher, "--limit", "1")
    assert "Алёна" in page.out
    assert "1 of 2 are shown." in page.err


def test_a_person_is_protected_once_with_every_name(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        person = vault.people.all()[0]
    first = run(desk, "add", "--person", person.code)["protected"]
    assert first == run(desk, "add", "--person", person.id)["protected"]
    assert (first["names"], first["instead"]) == ([n.text for n in person.names], person.code)
    assert person.code in desk.run("protected", "show", desk.researcher, first["id"]).out


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (("add",), 2, "Give a --name or a --person."),
        (("add", "--name", " "), 2, "this cannot be empty"),
        (("add", "--name", "Алесь", "--of", "ship"), 2, "person, place, other"),
        (("show", "nobody"), 1, "Nothing with this name"),
        (("change", "Вера", "--without", "Алесь"), 2, "No form of it is Алесь."),
        (("change", "Вера", "--without", "Вера"), 2, "at least one form"),
        (("show", "neighbour"), 1, "Several items have this name"),
        (("remove", "Вера"), 2, "--yes"),
    ],
)
def test_what_cannot_be_done_is_said(
    desk: Desk, line: tuple[str, ...], code: int, said: str
) -> None:
    run(desk, "add", "--name", "Вера", "--instead", "neighbour")
    run(desk, "add", "--name", "Анна", "--instead", "neighbour")
    command, *rest = line
    answer = desk.run("protected", command, desk.researcher, *rest)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
