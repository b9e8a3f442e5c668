"""``vault``, ``interview``, ``consent``, ``custody``, ``photos``, ``report`` on real vaults."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from desktop.crypto.slots import derive_subkey
from desktop.formats import format_date, format_time
from desktop.vault import open_vault
from desktop.vault.file.folder import read_slots
from desktop.vault.kinds.all import KINDS
from desktop.vault.store.connection import Database
from desktop.vault_files import DATABASE
from desktop.vocabulary import vocabulary
from tests.support import PASSPHRASE
from tests.systems import is_private
from tests.unit.cli.conftest import WORDS, Answer, Desk

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def photo(folder: Path, name: str = "yard.jpg", shade: int = 90) -> Path:
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (64, 48), (shade, 120, 60)).save(folder / name)
    return folder / name


def test_a_new_vault_opens_with_its_passphrase_and_no_other(
    tmp_path: Path, run: Callable[..., Answer]
) -> None:
    vault = tmp_path / "new.skrynia"
    made = run("vault", "new", vault, "--name", "Данута", "--recipient", "x25519")
    assert made.code == 0, made.err
    shown = run("card", "show", vault, "--json").json
    assert shown["card"]["name"] == "Данута"
    assert shown["card"]["role"] == "researcher"
    assert shown["card"]["recipient"].startswith("age1")
    assert not shown["card"]["recipient"].startswith("age1pq1")

    again = run("vault", "new", vault, "--name", "Other", "--json")
    assert again.code == 2
    taken = run("vault", "new", vault, "--name", "Other")
    assert taken.code == 1
    (tmp_path / "passphrase").write_text("not the right one at all", "utf-8")
    wrong = run("vault", "info", vault, "--json")
    assert (wrong.code, wrong.json["error"]["type"]) == (1, "WrongPassphrase")


def test_a_short_passphrase_makes_no_vault(tmp_path: Path, run: Callable[..., Answer]) -> None:
    (tmp_path / "passphrase").write_text("short", "utf-8")
    made = run("vault", "new", tmp_path / "new.skrynia", "--name", "D")
    assert made.code == 2
    assert not (tmp_path / "new.skrynia").exists()


@pytest.mark.parametrize("what", ["missing", "file", "empty folder"])
def test_what_is_no_vault_is_said(tmp_path: Path, run: Callable[..., Answer], what: str) -> None:
    place = tmp_path / "no.skrynia"
    if what == "file":
        place.write_bytes(b"x")
    elif what == "empty folder":
        place.mkdir()
    refused = run("vault", "info", place, "--json")
    assert refused.code == 1
    assert refused.json["error"]["type"] in {"NotAVault", "DamagedKeySlots"}
    assert "Traceback" not in refused.err


def test_info_counts_every_kind_of_record_that_is_there(desk: Desk) -> None:
    told = desk.run("vault", "info", desk.researcher, "--json").json
    kept = {"unread", "waiting"}
    assert told.pop("lost") is None
    assert set(told) == {"vault_id", "owner", "opens_with", "counts", "custody", "older", *kept}
    assert {told[each] for each in kept} == {0}
    assert told["counts"] == {
        **dict.fromkeys([str(kind.name) for kind in KINDS], 0),
        "interview": 1,
        "consent": 1,
        "person": 1,
        "packages_sent": 0,
        "packages_received": 0,
    }
    said = desk.run("vault", "info", desk.researcher).out
    assert "researcher" in said
    assert all(term.label["en"] in said for term in vocabulary("record_kinds").terms)


def test_a_backup_restores_to_a_vault_that_holds_the_same(desk: Desk) -> None:
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    assert desk.run("vault", "restore", copy, again).code == 0
    shown = [
        desk.run("interview", "show", v, "W-001", "--json").json for v in (desk.researcher, again)
    ]
    assert shown[0] == shown[1]
    assert desk.run("vault", "restore", copy, again).code == 1


def test_a_restore_of_a_consistent_but_older_state_says_of_when_its_newest_entry_is(
    desk: Desk,
) -> None:
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    with open_vault(copy, PASSPHRASE) as vault:
        at = vault.custody.events()[-1].at.local()
    desk.run("photos", "add", desk.researcher, photo(desk.folder / "in"))
    answer = desk.run("vault", "restore", copy, again)
    assert answer.out == (
        f"Restored and checked: {again}\n"
        f"The newest entry is of {format_date(at)}, {format_time(at)}.\n"
    )


def test_a_restore_without_a_passphrase_says_that_nothing_was_checked(desk: Desk) -> None:
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    answer = desk.run("vault", "restore", copy, again, "--unchecked")
    assert (answer.code, "Copied, not checked" in answer.out) == (0, True)
    assert "newest entry" not in answer.out
    assert desk.run("vault", "check", again).code == 0


def test_a_damaged_backup_is_never_called_restored_and_what_to_do_is_said(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, photo(desk.folder / "in"))
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    with _database(copy) as db:
        db.execute("UPDATE media_chunk SET bytes = zeroblob(length(bytes))")
    refused = desk.run("vault", "restore", copy, again)
    assert (refused.code, refused.out, again.exists()) == (1, "", False)
    assert "Choose an older backup" in refused.err
    assert "media" in refused.err


def test_a_backup_of_a_vault_with_an_older_page_says_so_and_is_restored_saying_so(
    desk: Desk,
) -> None:
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    with _database(desk.researcher) as db:
        db.execute("UPDATE interview SET purpose = 'older'")
    made = desk.run("vault", "backup", desk.researcher, copy)
    assert made.code == 0
    assert "Not as they were written last: Interview W-001" in made.err
    restored = desk.run("vault", "restore", copy, again)
    assert restored.code == 0
    assert f"Restored and checked: {again}" in restored.out
    assert "The newest entry is of" in restored.out
    assert "Not as they were written last: Interview W-001" in restored.err
    checked = desk.run("vault", "check", again)
    assert checked.code == 1
    assert "Interview W-001" in checked.out


def test_a_check_names_what_the_search_does_not_find_and_makes_it_anew(desk: Desk) -> None:
    with _database(desk.researcher) as db:
        db.execute("DELETE FROM search_text")
    checked = desk.run("vault", "check", desk.researcher)
    assert checked.code == 1
    assert "Found by words they do not contain: Person" in checked.out
    assert "--renew-search" in checked.out
    again = desk.run("vault", "check", desk.researcher, "--renew-search", "--json")
    assert (again.code, again.json["report"]["found"]) == (0, [])


def test_info_says_that_what_decides_is_older_and_what_to_do(desk: Desk) -> None:
    whole = desk.run("vault", "info", desk.researcher)
    assert "older" not in whole.out
    with _database(desk.researcher) as db:
        db.execute("UPDATE custody_head SET seq = seq - 1")
    said = desk.run("vault", "info", desk.researcher).out
    assert "Parts of this vault are older" in said
    assert "restore a backup" in said
    told = desk.run("vault", "info", desk.researcher, "--json").json
    assert told["older"] == {"decides": True, "at_update": False, "at_rescue": False}


def test_check_says_that_all_holds_and_names_what_does_not(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, photo(desk.folder / "in"))
    sound = desk.run("vault", "check", desk.researcher, "--json")
    assert (sound.code, sound.json["ok"], sound.json["report"]["originals"]) == (0, True, 1)
    with _database(desk.researcher) as db:
        db.execute("UPDATE media_chunk SET bytes = zeroblob(length(bytes))")
    damaged = desk.run("vault", "check", desk.researcher, "--json")
    assert (damaged.code, damaged.json["ok"]) == (1, False)
    assert len(damaged.json["report"]["media"]) == 1
    assert "Originals whose bytes changed" in desk.run("vault", "check", desk.researcher).out


def _database(vault: Path) -> Database:
    key = derive_subkey(read_slots(vault).unlock(PASSPHRASE), b"skrynia vault database v1")
    return Database(vault / DATABASE, key)


def test_the_list_of_interviews_in_words_and_json(desk: Desk) -> None:
    listed = desk.run("interview", "list", desk.researcher, "--json").json
    assert set(listed) == {"total", "offset", "interviews"}
    [row] = listed["interviews"]
    assert (row["id"], row["code"], row["state"]) == (desk.interview_id, "W-001", "under-way")
    assert "W-001" in desk.run("interview", "list", desk.researcher).out
    none = desk.run("interview", "list", desk.researcher, "--state", "sealed", "--json").json
    assert none["total"] == 0


@pytest.mark.parametrize("lang", ["en", "be", "ru"])
def test_an_interview_is_shown_by_code_or_id_in_every_language(desk: Desk, lang: str) -> None:
    for named in ("W-001", desk.interview_id):
        shown = desk.run("interview", "show", desk.researcher, named, "--lang", lang)
        assert shown.code == 0
        assert WORDS in shown.out


def test_an_interview_that_is_not_there_is_said(desk: Desk) -> None:
    refused = desk.run("interview", "show", desk.researcher, "W-002", "--json")
    assert (refused.code, refused.json["error"]["type"]) == (1, "NoSuchRecord")


def test_a_code_that_two_interviews_carry_opens_neither(desk: Desk) -> None:
    from desktop.vault import open_vault

    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.interviews.new("W-001", vault.people.new("P-2", ()).id, "be")
    refused = desk.run("interview", "show", desk.researcher, "W-001", "--json")
    assert (refused.code, refused.json["error"]["type"]) == (1, "AmbiguousName")
    assert desk.run("interview", "show", desk.researcher, desk.interview_id).code == 0


def test_notes_on_safety_are_printed_nowhere(desk: Desk) -> None:
    from desktop.model.interview import Safety
    from desktop.vault import open_vault

    secret = "only by a friend on Wednesdays"
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.interviews.save_safety(Safety(desk.interview_id, safe_contact=secret))
    for line in (("interview", "show"), ("consent", "show")):
        for json in ((), ("--json",)):
            assert secret not in desk.run(*line, desk.researcher, "W-001", *json).out


def test_consent_is_shown_cell_by_cell(desk: Desk) -> None:
    shown = desk.run("consent", "show", desk.researcher, "W-001", "--json").json
    assert {(a["purpose"], a["answer"]) for a in shown["answers"]} == {
        ("keep", "yes"),
        ("analyse", "yes"),
        ("photograph", "yes"),
    }
    assert desk.run("consent", "show", desk.researcher, "W-001").out.count("Yes") == 3


def test_a_changed_row_of_the_log_is_found_and_named(desk: Desk) -> None:
    assert desk.run("custody", "verify", desk.researcher).code == 0
    with _database(desk.researcher) as db:
        db.execute("DROP TRIGGER custody_no_update")
        db.execute("UPDATE custody SET agent = 'somebody else' WHERE seq = 2")
    found = desk.run("custody", "verify", desk.researcher, "--json")
    assert (found.code, found.json["ok"]) == (1, False)
    assert any("2" in problem for problem in found.json["report"]["problems"])


def test_the_log_is_listed_and_narrowed_to_one_record(desk: Desk) -> None:
    everything = desk.run("custody", "list", desk.researcher, "--json").json["events"]
    one = desk.run("custody", "list", desk.researcher, "--object", desk.interview_id, "--json")
    assert 0 < len(one.json["events"]) < len(everything)
    assert {event["object_id"] for event in one.json["events"]} == {desk.interview_id}
    assert desk.run("custody", "list", desk.researcher).out.count("\n") == len(everything) + 1


def test_what_cannot_be_searched_is_added_where_it_is_named(desk: Desk) -> None:
    folder = desk.folder / "from a card"
    folder.mkdir()
    packed = folder / "from her.7z"
    packed.write_bytes(b"7z\xbc\xaf\x27\x1c and more")
    for given, path in (([packed], str(packed)), ([folder, "--unsearched"], "")):
        left = desk.run("photos", "add", desk.researcher, *given, "--json")
        assert (left.code, left.json["ok"], left.json["report"]["added"]) == (1, False, [])
        assert left.json["report"]["failed"] == [
            {"name": packed.name, "reason": "unsearched", "path": path}
        ]
    taken = desk.run("photos", "add", desk.researcher, packed, "--unsearched")
    assert (taken.code, taken.out.splitlines()[0]) == (0, "1 file added")


def test_photos_go_in_once_and_come_out_as_they_were(desk: Desk) -> None:
    source = desk.folder / "in"
    first = photo(source)
    (source / "cut.jpg").write_bytes(first.read_bytes()[:300])
    line = ("photos", "add", desk.researcher, source, source / "gone.jpg")
    added = desk.run(*line, "--interview", "W-001", "--json")
    assert added.code == 1
    report = added.json["report"]
    assert [f["name"] for f in report["added"]] == ["cut.jpg", "yard.jpg"]
    assert report["added"][0]["problem"]
    assert [f["name"] for f in report["failed"]] == ["gone.jpg"]
    again = desk.run("photos", "add", desk.researcher, first)
    assert (again.code, "already there: yard.jpg" in again.out) == (0, True)

    listed = desk.run("photos", "list", desk.researcher, "--json").json
    assert listed["total"] == 2
    hashes = {m["sha256"] for m in listed["media"]}
    assert hashes == {hashlib.sha256(p.read_bytes()).hexdigest() for p in source.iterdir()}
    assert desk.run("photos", "export", desk.researcher, desk.stick, *sorted(hashes)).code == 0
    for path in source.iterdir():
        assert (desk.stick / path.name).read_bytes() == path.read_bytes()


def test_a_name_that_would_drive_the_terminal_is_printed_escaped(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, photo(desk.folder / "in", "a\x1b[2Jb.jpg"))
    listed = desk.run("photos", "list", desk.researcher).out
    assert "\x1b" not in listed
    assert "a\\x1b[2Jb.jpg" in listed


def test_photos_add_on_a_folder_leaves_the_vault_in_it_out_and_says_so(desk: Desk) -> None:
    photo(desk.folder, "yard.jpg")
    added = desk.run("photos", "add", desk.researcher, desk.folder, "--interview", "W-001")
    assert added.code == 1
    for vault in (desk.researcher, desk.office):
        assert f"not added: {vault.name} (This is a vault or part of one." in added.out
    listed = desk.run("photos", "list", desk.researcher, "--json").json
    names = {media["original_name"] for media in listed["media"]}
    assert "yard.jpg" in names
    assert not names & {"keys.json", "vault.db", "vault.db-wal", "vault.lock"}


def test_the_page_for_the_person_speaks_their_language_and_overwrites_nothing(desk: Desk) -> None:
    target = desk.folder / "for-you.pdf"
    line = ("report", "agreed", desk.researcher, "W-001", target)
    assert desk.run(*line).code == 0
    assert "На што вы згадзіліся" in pypdf.PdfReader(target).pages[0].extract_text()
    assert desk.run(*line, "--language", "ru").code == 1


def test_all_that_is_held_about_a_person_needs_a_reason(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        code = vault.people.all()[0].code
    line = ("report", "held", desk.researcher, code, desk.folder / "all.json", "--form", "json")
    assert desk.run(*line).code == 2
    assert desk.run(*line, "--reason", "for-the-person").code == 0
    assert WORDS in (desk.folder / "all.json").read_text(encoding="utf-8")
    assert (
        desk.run("report", "held", *line[2:3], "P-none", *line[4:], "--reason", "order").code == 1
    )


def test_the_summary_is_a_pdf_of_its_users_alone_and_overwrites_nothing(desk: Desk) -> None:
    target = desk.folder / "summary.pdf"
    line = ("report", "interview", desk.researcher, "W-001", target, "--language", "be")
    assert desk.run(*line).code == 0
    assert is_private(target)
    pages = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert WORDS in " ".join(pages.split())
    assert desk.run(*line).code == 1
    events = desk.run("custody", "list", desk.researcher, "--object", desk.interview_id, "--json")
    assert "disclosure" in {event["kind"] for event in events.json["events"]}


def test_a_changed_passphrase_opens_and_the_old_one_does_not(desk: Desk) -> None:
    new = desk.folder / "new passphrase"
    new.write_text("quite another passphrase\n", "utf-8")
    line = ("vault", "passphrase", desk.researcher, "--new-passphrase-file", new)
    assert desk.run(*line).code == 0
    assert desk.run("vault", "info", desk.researcher).code == 1
    (desk.folder / "passphrase").write_bytes(new.read_bytes())
    assert desk.run("vault", "info", desk.researcher).code == 0


def test_every_command_says_that_what_was_saved_last_is_missing(desk: Desk) -> None:
    older = (desk.researcher / "vault.db").read_bytes()
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.people.new("LATER")
    (desk.researcher / "vault.db").write_bytes(older)
    told = desk.run("person", "list", desk.researcher)
    assert "What was saved last is missing from this vault" in told.err
    assert "Missing: " in told.err
    again = desk.run("vault", "check", desk.researcher)
    assert again.code == 1
    assert "Noticed on " in again.out
