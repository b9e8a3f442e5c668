"""A summary is gathered from the vault, by code, and names the version it prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import NoSuchRecord
from desktop.i18n import LANGUAGES, translator_for
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding import decoder
from desktop.media.drawings import draw
from desktop.model.attached import Held
from desktop.model.consent import Purpose
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.media import Attachment
from desktop.model.person import NameForm
from desktop.reports.interview_summary import interview_summary
from desktop.reports.load import load_summary
from desktop.reports.printing import write_summary
from tests import every_field
from tests.support import make_vault, open_interview
from tests.unit.reports.test_interview_summary import all_text, squeezed


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
        assert (head.id, head.document.kind) == (summary.version_id, INTERVIEW_KIND)
        assert interview_summary(summary, "be") == interview_summary(
            load_summary(vault, interview.id), "be"
        )


def test_a_photo_nobody_could_look_into_is_printed_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [str(tmp_path / "missing")])
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault, "W-001", Purpose.KEEP, Purpose.PHOTOGRAPH)
        drawing = draw("street", 1, "street.jpg")
        add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview.id)
        assert not write_summary(vault, interview.id, tmp_path / "a.pdf", "en")
        text = squeezed(all_text((tmp_path / "a.pdf").read_bytes()))
        assert squeezed("This file could not be read when this was printed.") in text
        monkeypatch.undo()
        assert write_summary(vault, interview.id, tmp_path / "b.pdf", "en")
        text = squeezed(all_text((tmp_path / "b.pdf").read_bytes()))
        assert squeezed("This file could not be read") not in text


def test_the_name_is_there_only_for_the_persons_own_copy(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        person = vault.people.new("P-1", (NameForm("Ядвіга Ручаінская"),))
        interview = vault.interviews.new("W-1", person.id, "be")
        assert load_summary(vault, interview.id).person_name == ""
        own = load_summary(vault, interview.id, with_name=True)
        assert own.person_name == "Ядвіга Ручаінская"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.rare
def test_an_office_prints_what_came_without_the_person_and_a_file(
    tmp_path: Path, language: str
) -> None:
    with make_vault(tmp_path) as vault:
        interview = vault.interviews.new("S-05", new_id(), "be")
        drawing = draw("street", 1, "street.jpg")
        add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview.id)
        kept = vault.interviews.attachments(interview.id)
        away = Attachment(new_id(), new_id(), "Фота, якое засталося")
        vault.interviews.save_attachments(interview.id, (away, *kept))
        summary = load_summary(vault, interview.id, with_name=True)
        assert (summary.person_code, summary.person_name) == ("", "")
        assert [file.media is None for file in summary.files] == [True, False]
        text = all_text(interview_summary(summary, language))
        assert squeezed("Фота, якое засталося") in text
        said = translator_for(language).gettext("This file is not in this vault.")
        assert squeezed(said) in text
        assert "street.jpg" in text


def test_another_file_than_the_one_that_is_named_is_not_printed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        interview = vault.interviews.new("S-06", new_id(), "be")
        drawing = draw("street", 1, "street.jpg")
        add_files(vault, [MemoryFile(drawing.name, drawing.data)], interview.id)
        (kept,) = vault.interviews.attachments(interview.id)
        named = replace(kept, caption="The street", sha256="ab" * 32)
        vault.interviews.save_attachments(interview.id, [named])
        summary = load_summary(vault, interview.id)
        (file,) = summary.files
        assert (file.media, file.picture, file.held) == (None, b"", Held.ANOTHER)
        text = all_text(interview_summary(summary, "en"))
        assert squeezed("Another file arrived in its place and is not shown.") in text
        assert squeezed("ab" * 32) in text
        assert "street.jpg" not in text


def test_a_seal_that_covers_no_bytes_says_so(tmp_path: Path) -> None:
    """Of a file that was not here when it was sealed, and of one from before hashes were."""
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        vault.interviews.save_attachments(interview.id, [Attachment(new_id(), new_id(), "away")])
        open_still = load_summary(vault, interview.id)
        vault.interviews.seal(interview.id)
        sealed = load_summary(vault, interview.id)
    said = squeezed("The seal does not name the checksum of this file.")
    (file,) = sealed.files
    older = replace(sealed, files=(replace(file, media=every_field.media(), held=Held.SAME),))
    pages = [all_text(interview_summary(each, "en")) for each in (open_still, sealed, older)]
    assert [said in page for page in pages] == [False, True, True]


def test_an_interview_that_is_not_here_cannot_be_printed(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault, pytest.raises(NoSuchRecord):
        load_summary(vault, new_id())
