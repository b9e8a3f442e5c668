"""Who is one person, on the command line: proposed with reasons, decided, split again."""

from __future__ import annotations

import pytest

from desktop.model.person import NameForm
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk


@pytest.fixture
def two(desk: Desk) -> Desk:
    """The desk, with two people whose names may be one."""
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        first = vault.people.new("P-7", [NameForm("Ядвіга Ручаінская")])
        vault.people.new("P-8", [NameForm("Yadviga Ruchainskaya")])
        vault.interviews.new("I-7", first.id, "be")
    return desk


def test_candidates_come_with_why(two: Desk) -> None:
    said = two.run("person", "candidates", two.researcher).out
    assert ("P-7 · P-8: another script" in said) or ("P-8 · P-7: another script" in said)
    [found] = two.run("person", "candidates", two.researcher, "P-8", "--json").json["candidates"]
    assert (found["one"], found["other"], found["interviewed"]["code"]) == ("P-8", "P-7", "I-7")
    assert "other_script" in found["reasons"]


def test_two_are_one_in_the_list_until_they_are_split(two: Desk) -> None:
    said = two.run("person", "same", two.researcher, "P-7", "P-8", "--reason", "her own word")
    assert (said.code, said.out.strip()) == (0, "P-7 · P-8: One person")
    listed = two.run("person", "list", two.researcher, "--json").json
    assert [each["one_with"] for each in listed["people"] if each["code"] == "P-7"] == [["P-8"]]
    assert "P-7, P-8" in two.run("person", "list", two.researcher).out
    assert "Nobody else" in two.run("person", "candidates", two.researcher).out
    assert (
        two.run("person", "split", two.researcher, "P-8").out.strip() == "P-8 stands alone again."
    )
    assert (
        two.run("person", "split", two.researcher, "P-8").out.strip() == "P-8 was one with nobody."
    )
    assert two.run("person", "list", two.researcher, "--json").json["total"] == listed["total"] + 1


def test_what_contradicts_itself_is_to_be_resolved(two: Desk) -> None:
    with open_vault(two.researcher, PASSPHRASE) as vault:
        vault.people.new("P-9", [NameForm("Ганна Зорная")])
    for answer, one, other in (("same", "P-7", "P-8"), ("same", "P-8", "P-9")):
        two.run("person", answer, two.researcher, one, other)
    two.run("person", "not-same", two.researcher, "P-7", "P-9")
    said = two.run("person", "candidates", two.researcher).out
    assert "contradict" in said
    assert said.rstrip().endswith("Not the same person")


def test_one_record_is_not_compared_with_itself(two: Desk) -> None:
    refused = two.run("person", "unsure", two.researcher, "P-7", "P-7")
    assert refused.code != 0
    assert "one record" in refused.err
