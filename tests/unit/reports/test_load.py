"""A summary is gathered from the vault, by code, and names the version it prints."""

from __future__ import annotations

from pathlib import Path

from desktop.media.drawings import draw
from desktop.media.ingest import add_files
from desktop.media.sources import MemoryFile
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.model.version import RecordKind
from desktop.reports.interview_summary import interview_summary
from desktop.reports.load import load_summary
from tests.support import make_vault, open_interview


def test_a_summary_of_what_is_in_the_vault(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        vault.interviews.save_utterances(interview.id, (Utterance("u", text="Так было."),))
        drawing = draw("street", 1, "street.jpg")
        add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview.id)
        summary = load_summary(vault, interview.id)
        assert summary.person_code == "P-W-001"
        assert summary.person_name == ""
        assert summary.consent is not None
        assert summary.document.utterances[0].text == "Так было."
        assert summary.files[0].picture[:2] == b"\xff\xd8"
        head = vault.versions.heads(interview.id)[0]
        assert (head.id, head.document.kind) == (summary.version_id, RecordKind.INTERVIEW)
        assert interview_summary(summary, "be") == interview_summary(
            load_summary(vault, interview.id), "be"
        )


def test_the_name_is_there_only_for_the_persons_own_copy(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        person = vault.people.new("P-1", (NameForm("Ядвіга Ручаінская"),))
        interview = vault.interviews.new("W-1", person.id, "be")
        assert load_summary(vault, interview.id).person_name == ""
        own = load_summary(vault, interview.id, with_name=True)
        assert own.person_name == "Ядвіга Ручаінская"
