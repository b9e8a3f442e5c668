"""Each kind of file that is known here is told in words, in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.i18n import LANGUAGES, translator_for
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.media.formats import sniff
from desktop.media.office import read
from desktop.messages.media_kind import kind_told
from desktop.vault import Vault
from desktop.vault.store.migrate import MIGRATIONS, statements
from tests.support import make_vault
from tests.unit.media.office import made

KNOWN = sorted(
    {media_type for _offset, _signature, media_type in sniff._SIGNATURES}
    | {media_type for media_type, _read in read._KINDS.values()}
    | {f"{read._OPEN}{each}" for each in read._OPEN_KINDS}
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_is_known_has_words(language: str) -> None:
    assert len(KNOWN) > 25
    said = [kind_told(each, translator_for(language)) for each in KNOWN]
    assert not [each for each in said if "/" in each]
    assert len(set(said)) == len(said)


def test_of_another_the_type_itself_is_told() -> None:
    english = translator_for("en")
    assert kind_told("application/x-odd", english) == "File (application/x-odd)"
    assert kind_told("image/jpeg", english) == "Picture (JPEG)"
    assert kind_told(f"{read._OPEN}text-template", english) == "Text document (OpenDocument)"


@pytest.mark.parametrize("before", ["damaged", "not-a-picture"])
def test_a_document_that_was_called_a_damaged_picture_is_looked_into_again(
    tmp_path: Path, before: str
) -> None:
    with make_vault(tmp_path) as vault:
        media_id = _with_problem(vault, before)
        assert not vault.pictures.waits(media_id)
        script = (MIGRATIONS / "0049_documents_again.sql").read_text("utf-8")
        for statement in statements(script):
            vault._db.execute(statement)
        assert vault.pictures.waits(media_id)
        make_pictures(vault)
        assert vault.media.get(media_id).problem == "text"
        assert not vault.pictures.waits(media_id)


def _with_problem(vault: Vault, problem: str) -> str:
    media_id = add_files(vault, [MemoryFile("a.docx", made.letter())]).added[0].media_id
    make_pictures(vault)
    vault._db.execute("UPDATE media SET problem = ?", (problem,))
    return media_id
