"""``photos check`` reads originals again, and says with file, bytes and last good check what is
wrong; ``photos certificate`` puts it on paper, and ``photos custody`` lists what is on it."""

from __future__ import annotations

from desktop.model.fixity import PIECE
from desktop.model.values.moment import Moment
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk
from tests.unit.vault.custody.others_rows import LIES, arrived
from tests.unit.vault.made import add


def test_what_is_wrong_is_named_and_the_exit_code_says_so(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photo = add(vault, b"p" * (PIECE + 9))
    answer = desk.run("photos", "check", desk.researcher)
    assert answer.code == 0
    assert "1 photo or file." in answer.out
    assert "No problems found." in answer.out
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE number = 1")
    answer = desk.run("photos", "check", desk.researcher)
    assert answer.code == 1
    named = f"{photo.original_name}: Not as they came: bytes 1048576 to 1048584 (piece 2)."
    assert named in answer.out.replace("\N{NO-BREAK SPACE}", "").replace(",", "")
    assert "A backup from before may have the file whole" in answer.out
    report = desk.run("photos", "check", desk.researcher, "--json").json
    assert not report["ok"]
    assert report["report"]["wrong"][0]["wrong"] == [{"first": PIECE, "last": PIECE + 8}]


def test_what_is_due_today_is_read_once_a_day(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        add(vault, b"p")
    for _ in range(2):
        report = desk.run("photos", "check", desk.researcher, "--today", "--json").json["report"]
        assert (report["last"]["number"], report["unread"]) == (1, 0)


def test_a_certificate_is_saved_once_and_says_by_its_exit_code_what_it_says(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photo = add(vault, b"p")
    paper, again = desk.folder / "c.pdf", desk.folder / "d.pdf"
    answer = desk.run("photos", "certificate", desk.researcher, photo.sha256, paper)
    assert answer.code == 0, answer.err
    assert paper.read_bytes().startswith(b"%PDF")
    assert desk.run("photos", "certificate", desk.researcher, photo.id, paper).code != 0
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault._db.execute("UPDATE media_chunk SET bytes = x'00'")
    answer = desk.run(
        *("photos", "certificate", desk.researcher, photo.id, again, "--language", "ru")
    )
    assert answer.code == 1
    assert "something is not as it was" in answer.out


def test_what_became_of_a_file_is_listed_in_words(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photo = add(vault, b"p")
        vault.interviews.attach(desk.interview_id, photo.id)
        vault.fixity.check_one(photo.id)
    answer = desk.run("photos", "custody", desk.researcher, photo.sha256)
    assert "W-001" in answer.out
    assert "Both checksums are those taken when it came." in answer.out
    custody = desk.run("photos", "custody", desk.researcher, photo.id, "--json").json["custody"]
    assert [each["row"]["kind"] for each in custody["events"]] == ["ingestion", "fixity check"]
    assert "others’ logs" not in answer.out
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        arrived(vault, photo, 1, LIES, Moment.now(), "SHA256:other")
    told = desk.run("photos", "custody", desk.researcher, photo.id)
    assert told.code == 0, told.err
    assert (
        "SHA256:other" in told.out.partition("What others’ logs say of it; not verified here:")[2]
    )
    assert "N.N." not in told.out
