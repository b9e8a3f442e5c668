"""What was made by mistake goes, but for a row of the log; what anybody else knows of stays."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.errors import NoSuchRecord, OlderVault, RecordStays
from desktop.i18n import LANGUAGES, set_language
from desktop.messages.removal import told
from desktop.model.consent import CONSENT_KIND, Purpose
from desktop.model.custody import CustodyKind
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.model.media import MEDIA_KIND, CopyKind, MetadataItem, WorkingCopy
from desktop.model.owned_id import new_owned_id
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.model.removal import MADE_BY_MISTAKE, Stays, Why
from desktop.model.sameness import SAMENESS_KIND
from desktop.model.version import RecordKind
from desktop.vault import Vault, open_vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import ByMistake, Kind
from tests import every_field
from tests.authors import arrive
from tests.every_kind import each_kind, filled, lay
from tests.support import PASSPHRASE, consent_to, make_vault, open_interview
from tests.systems import was_killed
from tests.unit.vault.file.test_clearing import _holding, _naming
from tests.unit.vault.made import add, media_of, send
from tests.unit.vault.rules.test_every_table import STAYS

FORM: Final[DraftForm[Any]] = DraftForm(
    PLACE_KIND, "form", KeptDraft, lambda draft, _now: draft.typed
)


def made(vault: Vault, kind: Kind[Any]) -> tuple[str, Any]:
    """A record with something in every field that nobody else knows of, and what is beside it."""
    if kind.unchanging:
        body = replace(
            media_of(b"a photo", every_field.word("Media.original_name")),
            captured_at=every_field.word("Media.captured_at"),
        )
        copy = WorkingCopy(body.id, CopyKind.SCREEN, "jpeg", 4, 3, b"a picture")
        vault.media.add(body, [b"a photo"], (every_field.filled(MetadataItem),), (copy,))
        vault.media.add(replace(body, id=new_owned_id("x", MEDIA_KIND)), [])
        vault.pictures.ask(body.id, described=False)
    else:
        body = filled(kind)
        if kind.name == INTERVIEW_KIND:
            fresh = vault.interviews.new("W-0", "p", "be")
            body = replace(
                body,
                interview=replace(
                    body.interview, id=fresh.id, state=fresh.state, opened_at=None, closed_at=None
                ),
                utterances=(),
            )
        lay(vault, kind, body)
    record_id = kind.record_id(body)
    form: DraftForm[Any] = DraftForm(kind.name, "form", KeptDraft, lambda draft, _now: draft.typed)
    vault.drafts.keep(form, record_id, KeptDraft(body))
    return record_id, body


def why(vault: Vault, kind: RecordKind, record_id: str) -> set[Why]:
    """The reasons, which the removing gives as well."""
    found = {each.why for each in vault.removal.look(kind, record_id).stays}
    before = vault.custody.head()
    with pytest.raises(RecordStays) as refused:
        vault.removal.remove(kind, record_id)
    assert {each.why for each in refused.value.stays} == found
    assert vault.custody.head() == before
    return found


@each_kind
def test_every_kind_goes_without_a_trace_or_says_why_never(vault: Vault, kind: Kind[Any]) -> None:
    if not isinstance(kind.removed, ByMistake):
        assert kind.removed.why
        assert why(vault, kind.name, lay(vault, kind, filled(kind))) == {Why.NEVER}
        return
    record_id, _body = made(vault, kind)
    written = {every_field.word(text) for text in kind.free_text}
    words = {word for word in written if set(_holding(vault._db, word))}
    assert words or not kind.free_text, "nothing to be left"
    vault.take_changes()
    vault.removal.remove(kind.name, record_id)
    assert vault.take_changes().touches(kind.name, record_id)
    assert vault.check().intact, "with what is still to be cleared"
    while vault.go_on_with_leftovers():
        pass
    assert set(_naming(vault._db, record_id)) <= {*STAYS, "custody_salt"}
    assert {word: tables for word in words if (tables := set(_holding(vault._db, word)))} == {}
    assert [hit for word in words for hit in vault.search.find(word)] == []
    report = vault.check()
    assert report.intact
    assert (report.older, report.found, report.media) == ((), (), ())
    [*_before, event] = vault.custody.events(record_id)
    assert (event.kind, event.detail["reason"]) == (CustodyKind.DELETION, MADE_BY_MISTAKE)
    assert vault.drafts.unfinished() == []
    with pytest.raises(NoSuchRecord):
        vault.removal.remove(kind.name, record_id)


def test_a_large_file_is_cleared_behind_and_its_number_given_to_no_other(vault: Vault) -> None:
    """Of each state of it another process may be the next to open the vault."""
    kept, film = add(vault, b"kept"), add(vault, b"film" * 700_000)
    vault.removal.remove(MEDIA_KIND, film.id)
    assert count_pieces(vault) == 1 + 3
    other = add(vault, b"other")
    assert vault.check().intact
    assert vault.media.remove_leftover()
    for each, data in ((kept, b"kept"), (other, b"other")):
        assert b"".join(vault.media.read(each.id)) == data
    while vault.go_on_with_leftovers():
        pass
    assert count_pieces(vault) == 2
    assert vault.check() == replace(vault.check(), older=(), found=(), media=(), structure=())
    assert vault._db.all("SELECT 1 FROM vault_meta WHERE key = 'pieces_left'") == []
    third = add(vault, b"third")
    assert b"".join(vault.media.read(third.id)) == b"third"


def count_pieces(vault: Vault) -> int:
    [(count,)] = vault._db.all("SELECT count(*) FROM media_chunk")
    return int(count)


def test_the_log_says_which_file_went_to_whoever_has_it(vault: Vault) -> None:
    photo = add(vault, b"a mistake")
    vault.removal.remove(MEDIA_KIND, photo.id)
    came, went = vault.custody.events(photo.id)
    known = vault.custody.digest(photo.id, bytes.fromhex(photo.sha256))
    assert went.detail["salted_sha256"] == known == came.detail["salted_sha256"]
    assert photo.sha256 not in went.detail.values()
    again = add(vault, b"a mistake")
    assert again.id != photo.id
    assert b"".join(vault.media.read(again.id)) == b"a mistake"


def test_what_another_record_uses_stays_until_it_does_not(vault: Vault) -> None:
    person = vault.people.new("P-1", [NameForm("Ганна")])
    interview = vault.interviews.new("W-1", person.id, "be")
    photo = add(vault, b"a photo")
    vault.interviews.attach(interview.id, photo.id)
    town, street = vault.places.new([PlaceName("Вязынь")]), vault.places.new([PlaceName("Лясная")])
    vault.places.save(replace(street, part_of=town.id))
    for kind, record_id in (
        (PERSON_KIND, person.id),
        (MEDIA_KIND, photo.id),
        (PLACE_KIND, town.id),
    ):
        assert why(vault, kind, record_id) == {Why.USED}
    [used] = vault.removal.look(PERSON_KIND, person.id).stays
    assert [each.called for each in used.by] == ["W-1"]
    vault.removal.remove(INTERVIEW_KIND, interview.id)
    vault.removal.remove(PLACE_KIND, street.id)
    for kind, record_id in (
        (PERSON_KIND, person.id),
        (MEDIA_KIND, photo.id),
        (PLACE_KIND, town.id),
    ):
        vault.removal.remove(kind, record_id)
    assert vault.check().older == ()


def test_an_interview_in_which_somebody_decided_told_or_signed_stays(vault: Vault) -> None:
    begun = open_interview(vault, "W-1", Purpose.KEEP)
    assert why(vault, INTERVIEW_KIND, begun.id) == {Why.BEGUN, Why.DECIDED}
    vault.interviews.seal(begun.id)
    assert Why.SEALED in why(vault, INTERVIEW_KIND, begun.id)
    asked = vault.interviews.new("W-2", begun.person_id, "be")
    vault.consents.save(consent_to(asked.id), "refused everything")
    assert why(vault, INTERVIEW_KIND, asked.id) == {Why.DECIDED}
    decided = vault.consents.for_interview(asked.id)
    assert decided is not None
    assert why(vault, CONSENT_KIND, decided.id) == {Why.NEVER}


def test_what_was_sent_or_was_about_to_be_stays(vault: Vault) -> None:
    interview = vault.interviews.new("W-1", vault.people.new("P-1").id, "be")
    photo, other = add(vault, b"a photo"), add(vault, b"another")
    vault.interviews.attach(interview.id, photo.id)
    vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")
    assert why(vault, INTERVIEW_KIND, interview.id) == {Why.KEPT}
    vault.interviews.save_attachments(interview.id, [])
    assert why(vault, MEDIA_KIND, photo.id) == {Why.NAMED}
    assert why(vault, PERSON_KIND, interview.person_id) == {Why.USED}
    send(vault, interview.id)
    [sent] = vault.removal.look(INTERVIEW_KIND, interview.id).stays
    assert (sent.why, sent.whom) == (Why.SENT, "Офіс")
    vault.removal.remove(MEDIA_KIND, other.id)


def test_what_came_from_others_stays_whoever_they_are(tmp_path: Path, vault: Vault) -> None:
    with make_vault(tmp_path, "office") as office:
        place = vault.places.new([PlaceName("Вязынь")])
        arrive(office, vault.versions.cut(PLACE_KIND, place.id, "sent").data, "package")
        assert why(office, PLACE_KIND, place.id) == {Why.RECEIVED}


def test_the_bytes_that_somebody_else_sent_as_well_stay(tmp_path: Path, vault: Vault) -> None:
    """A receipt said that they are here: under which id they lie changes nothing of that."""
    with make_vault(tmp_path, "office") as office:
        theirs = vault.versions.cut(MEDIA_KIND, add(vault, b"the same").id, "sent")
        ours = add(office, b"the same")
        arrive(office, theirs.data, "package")
        assert why(office, MEDIA_KIND, ours.id) == {Why.NAMED}


def test_what_is_typed_elsewhere_and_names_it_keeps_it(vault: Vault) -> None:
    person = vault.people.new("P-1")
    vault.drafts.keep(FORM, "new", KeptDraft(vault.places.new([PlaceName(person.id)])))
    assert why(vault, PERSON_KIND, person.id) == {Why.TYPED}
    vault.drafts.drop(FORM, "new")
    vault.removal.remove(PERSON_KIND, person.id)


def test_nothing_goes_where_the_vault_is_older_than_what_was_decided(vault: Vault) -> None:
    person = vault.people.new("P-1")
    vault.removal._older = True
    with pytest.raises(OlderVault):
        vault.removal.remove(PERSON_KIND, person.id)
    assert vault.people.get(person.id) == person


def test_what_is_saved_or_read_behind_it_says_that_it_is_gone(vault: Vault) -> None:
    """An open page that saves once more, and a picture that was being made."""
    interview = vault.interviews.new("W-1", vault.people.new("P-1").id, "be")
    photo = add(vault, b"a photo")
    vault.pictures.ask(photo.id, described=False)
    pieces = vault.media.read(photo.id)
    vault.removal.remove(INTERVIEW_KIND, interview.id)
    vault.removal.remove(MEDIA_KIND, photo.id)
    typed = replace(interview, purpose="typed a moment before")
    saving: tuple[Callable[[], object], ...] = (
        lambda: vault.interviews.save(typed),
        lambda: vault.interviews.attach(interview.id, photo.id),
        lambda: vault.interviews.save_safety(vault.interviews.safety(interview.id)),
        lambda: next(pieces),
    )
    for each in saving:
        with pytest.raises(NoSuchRecord):
            each()
    assert vault.pictures.keep(photo, (), None) is False
    assert vault.pictures.tried(photo.id) == 0
    assert vault.interviews.count() == vault.media.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language: str) -> None:
    set_language(language)
    said = told(Stays(each) for each in Why)
    assert len(set(said)) == len(Why)
    assert not any("{" in each for each in said)


def test_every_kind_that_is_found_by_others_says_who_uses_it() -> None:
    chosen = {kind.name for kind in KINDS if isinstance(kind.removed, ByMistake)}
    assert chosen == {kind.name for kind in KINDS} - {CONSENT_KIND, SAMENESS_KIND}


KILLED: Final = """
import os, sys
from pathlib import Path
from desktop.model.media import MEDIA_KIND
from desktop.vault import open_vault
from desktop.vault.store.connection import Database

vault = open_vault(Path(sys.argv[1]), sys.stdin.readline().rstrip("\\n"))
run = Database.execute

def stopping(db, sql, values=()):
    if sql.startswith("DELETE FROM " + sys.argv[3]):
        os.kill(os.getpid(), 9)
    return run(db, sql, values)

Database.execute = stopping
vault.removal.remove(MEDIA_KIND, sys.argv[2])
"""


@pytest.mark.rare
@pytest.mark.parametrize("table", ["media_alias", "media_metadata", "media "])
def test_a_kill_in_the_middle_removes_nothing(tmp_path: Path, table: str) -> None:
    with make_vault(tmp_path) as vault:
        folder, photo = vault.folder, add(vault, b"a photo" * 400_000)
    command = [sys.executable, "-c", KILLED, str(folder), photo.id, table]
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as process:
        process.communicate(PASSPHRASE + "\n")
    assert was_killed(process)
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.media.get(photo.id) == photo
        assert vault.check().intact
        vault.removal.remove(MEDIA_KIND, photo.id)
        assert vault.check().older == ()
