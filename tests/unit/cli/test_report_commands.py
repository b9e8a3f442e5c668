"""A copy for somebody outside on the command line: by consent, by decided names, and numbered."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.model.consent import Answer, ConsentAnswer, Identification, Purpose, RecipientKind
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.reports.copies import Target
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk

MECHANISM = Target(RecipientKind.UN_MECHANISM, Purpose.UN_MECHANISM)
TO = ("--to", "un-mechanism", "--purpose", "un-mechanism")


@pytest.fixture
def told(desk: Desk) -> Desk:
    """W-001 may go to a body of the UN by code, and somebody is named in it."""
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        kept = vault.consents.for_interview(desk.interview_id)
        assert kept is not None
        yes = ConsentAnswer(MECHANISM.purpose, MECHANISM.kind, Answer.YES, Identification.CODE)
        vault.consents.save(replace(kept, answers=(*kept.answers, yes)), "asked")
        account = [Utterance(new_id(), text="Тады забралі суседку Яну Прыкладную.")]
        vault.interviews.save_utterances(desk.interview_id, account)
    return desk


def decide_all(told: Desk) -> None:
    """As somebody without a card of theirs does it: *replace* at each place that is listed."""
    check = ("names", "check", told.researcher, "W-001", *TO)
    found = told.run(*check, "--json").json
    for spot in found["interviews"][0]["spots"]:
        spot["choice"] = "replace"
    file = told.folder / "decisions.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    assert told.run(*check, "--decisions", file, "--json").json["ok"]


def test_a_copy_waits_for_its_names_and_is_then_numbered(told: Desk) -> None:
    target = told.folder / "copy.pdf"
    line = ("report", "recipient", told.researcher, "W-001", target, *TO)
    refused = told.run(*line)
    assert refused.code == 1
    assert "Names wait for a decision" in refused.err
    assert not target.exists()
    decide_all(told)
    written = told.run(*line)
    assert (written.code, written.out.splitlines()[0]) == (0, "Copy 1")
    assert target.read_bytes().startswith(b"%PDF")
    table = told.folder / "table.pdf"
    saved = told.run("report", "replacements", told.researcher, "W-001", table, *TO)
    assert saved.code == 0
    assert "it stays in the organisation" in saved.err


@pytest.mark.parametrize("command", ["recipient", "replacements"])
def test_without_consent_nothing_is_written(told: Desk, command: str) -> None:
    target = told.folder / "copy.pdf"
    public = ("--to", "public", "--purpose", "publish")
    refused = told.run("report", command, told.researcher, "W-001", target, *public)
    assert refused.code == 1
    assert "Consent does not allow" in refused.err
    assert not target.exists()
