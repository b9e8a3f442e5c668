"""Names on the command line: listed with their keys, decided from a file, and what was replaced."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.model.consent import Answer, ConsentAnswer, Identification, Purpose, RecipientKind
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Answer as Answered
from tests.unit.cli.conftest import Desk

TO = ("--to", "office", "--purpose", "analyse")
TOLD = "Мяне завуць Ядвіга Ручаінская. Пятра Клімовіча забралі."


@pytest.fixture
def by_code(desk: Desk) -> Desk:
    """W-001 is of Ядвіга Ручаінская, who goes to the office by a code."""
    desk.know_each_other()
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        interview = vault.interviews.get(desk.interview_id)
        person = vault.people.get(interview.person_id)
        vault.people.save(replace(person, code="P-1", names=(NameForm("Ядвіга Ручаінская"),)))
        vault.interviews.save_utterances(interview.id, [Utterance("u" * 36, text=TOLD)])
        consent = vault.consents.for_interview(interview.id)
        assert consent is not None
        analyse = ConsentAnswer(
            Purpose.ANALYSE, RecipientKind.ORGANISATION, Answer.YES, Identification.CODE
        )
        others = (each for each in consent.answers if each.purpose is not Purpose.ANALYSE)
        vault.consents.save(replace(consent, answers=(*others, analyse)))
    return desk


def check(desk: Desk, *line: str | Path) -> Answered:
    return desk.run("names", "check", desk.researcher, "W-001", *TO, *line)


def listed(desk: Desk) -> dict[str, Any]:
    answer = check(desk, "--json")
    found: dict[str, Any] = answer.json
    assert answer.code == (1 if found["open"] else 0), answer.err
    return found


def filled(desk: Desk, found: dict[str, Any], **choices: str) -> Path:
    """The list as a file, with a choice for each of these words, else *replace*."""
    for spot in found["interviews"][0]["spots"]:
        spot["choice"] = choices.get(spot["words"].split()[0], "replace")
    file = desk.folder / "decisions.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    return file


def test_the_places_are_listed_with_what_is_proposed(by_code: Desk) -> None:
    found = listed(by_code)
    assert (found["ok"], found["open"], found["passed_over"]) == (False, 2, 0)
    [interview] = found["interviews"]
    assert interview["form"] == "organisation/code/as-said/as-said"
    assert [(each["words"], each["sort"], each["instead"]) for each in interview["spots"]] == [
        ("Ядвіга Ручаінская", "protected", "P-1"),
        ("Пятра Клімовіча", "name", "[імя 1]"),
    ]
    for each in interview["spots"]:
        assert each["sentence"][each["at"] :].startswith(each["words"])
    said = check(by_code)
    assert said.code == 1, "something waits, as for every check"
    assert "W-001: 2 places, to decide: 2" in said.out
    assert "open; proposed: P-1" in said.out


def test_decisions_are_read_from_the_list_filled_in(by_code: Desk) -> None:
    file = filled(by_code, listed(by_code))
    answer = check(by_code, "--decisions", file, "--json")
    assert (answer.code, answer.json["ok"], answer.json["open"]) == (0, True, 0)
    said = check(by_code).out
    assert "W-001: 2 places, to decide: 0" in said
    assert "replaced: [імя 1]" in said
    table = by_code.run("names", "table", by_code.researcher, "W-001")
    assert "Our organisation · By code  Пятра Клімовіча" in table.out
    assert "organisation alone" in table.err
    with open_vault(by_code.researcher, PASSPHRASE) as vault:
        told = [each.detail.get("what") for each in vault.custody.events(by_code.interview_id)]
    assert told[-2:] == ["names", "replacements listed"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_they_are_read_as_windows_writes_them(by_code: Desk, encoding: str) -> None:
    file = filled(by_code, listed(by_code))
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=1), encoding, newline="\r\n")
    assert check(by_code, "--decisions", file).code == 0


def test_what_is_left_to_be_asked_stays_open(by_code: Desk) -> None:
    file = filled(by_code, listed(by_code), Ядвіга="ask", Пятра="keep")
    assert check(by_code, "--decisions", file, "--json").json["open"] == 1
    assert "the person is to be asked" in check(by_code).out


def test_a_decision_about_what_was_changed_since_is_passed_over(by_code: Desk) -> None:
    file = filled(by_code, listed(by_code))
    with open_vault(by_code.researcher, PASSPHRASE) as vault:
        changed = TOLD.replace("забралі", "адпусцілі")
        turn = Utterance("u" * 36, text=changed)
        vault.interviews.save_utterances(by_code.interview_id, [turn])
    answer = check(by_code, "--decisions", file, "--json")
    assert (answer.json["open"], answer.json["passed_over"]) == (1, 1)
    assert "1 decision was passed over" in check(by_code, "--decisions", file).err


def test_what_was_decided_for_another_form_is_not_taken(by_code: Desk) -> None:
    found = listed(by_code)
    found["interviews"][0]["form"] = "public/code/as-said/as-said"
    answer = check(by_code, "--decisions", filled(by_code, found), "--json")
    assert answer.json["open"] == 2


NO_DECISIONS = (
    "",
    "[]",
    "{",
    "\udcff",
    '{"interviews": 1}',
    '{"interviews": [{"id": "i", "form": "a\\nb"}]}',
    '{"interviews": [{"id": "i", "form": "f", "spots": [{"key": "k", "choice": "maybe"}]}]}',
)


@pytest.mark.parametrize("text", NO_DECISIONS)
def test_a_file_that_is_none_is_refused_in_words(by_code: Desk, text: str) -> None:
    file = by_code.folder / "decisions.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    answer = check(by_code, "--decisions", file)
    assert (answer.code, answer.out) == (1, "")
    assert "cannot be read" in answer.err


def test_a_replacement_that_names_somebody_is_refused_and_none_is_recorded(by_code: Desk) -> None:
    found = listed(by_code)
    found["interviews"][0]["spots"][1]["instead"] = "муж Ядвігі"
    answer = check(by_code, "--decisions", filled(by_code, found))
    assert answer.code == 1
    assert "protected name" in answer.err
    assert listed(by_code)["open"] == 2


def test_what_may_not_leave_at_all_is_not_looked_through(by_code: Desk) -> None:
    line = ("--to", "office", "--purpose", "publish")
    answer = by_code.run("names", "check", by_code.researcher, "W-001", *line)
    assert (answer.code, answer.out) == (1, "")


def test_a_package_that_waits_names_the_command_and_the_interview(by_code: Desk) -> None:
    line = ("package", "write", by_code.researcher, by_code.stick, *TO)
    refused = by_code.run(*line)
    assert refused.code == 1
    assert "skryniactl names check" in refused.err
    error = by_code.run(*line, "--json").json["error"]
    assert error["interviews"] == {by_code.interview_id: 2}
    assert not list(by_code.stick.glob("*.age"))
