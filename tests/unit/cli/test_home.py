"""``skryniactl home``: what waits, on both ends of a package."""

from __future__ import annotations

from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk
from tests.unit.vault.made import add


def headings(desk: Desk, vault: str) -> list[str]:
    answer = desk.run("home", desk.folder / f"{vault}.skrynia")
    assert answer.code == 0, answer.err
    return [line for line in answer.out.splitlines() if line[0] != " "]


def test_home_follows_a_package_to_its_receipt_and_a_withdrawal_behind_it(desk: Desk) -> None:
    assert desk.run("home", desk.office).out == "Nothing is waiting.\n"
    desk.know_each_other()
    no_backup = "There is no backup of this vault yet."
    to_finish, saved = "Interviews to finish (1)", "Saved for handover, no receipt yet (1)"
    assert headings(desk, "researcher") == [to_finish, no_backup]
    package = desk.package()
    assert headings(desk, "researcher") == [to_finish, saved, no_backup]

    assert desk.run("receive", desk.office, package).code == 0
    arrived, owed = "Received in the last 14 days (1)", "Receipts to save for the sender (1)"
    assert headings(desk, "office") == [arrived, owed, no_backup]
    assert desk.run("receipt", "write", desk.office, package.name, desk.stick).code == 0
    assert headings(desk, "office") == [arrived, no_backup]
    receipt = package.with_name(f"{package.stem}-receipt.age")
    assert desk.run("receipt", "import", desk.researcher, receipt).code == 0
    assert headings(desk, "researcher") == [to_finish, no_backup]

    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.consents.withdraw(desk.interview_id, "asked to")
    assert headings(desk, "researcher") == [
        "Consent withdrawn or narrowed, recipients not told yet (1)",
        no_backup,
    ]
    assert "Not told yet: office" in desk.run("home", desk.researcher).out
    desk.package()
    assert headings(desk, "researcher") == [saved, no_backup]


def test_home_says_first_which_files_are_not_as_they_came(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photos = [add(vault, bytes([number]) * 9) for number in range(3)]
        vault._db.execute("UPDATE media_chunk SET bytes = x'00'")
        vault.fixity.check_all()
    title, named, told, *_rest = desk.run("home", desk.researcher, "--limit", "1").out.splitlines()
    assert title == "3 photos or files are not as they came"
    assert named.startswith(f"  {photos[0].original_name}: The bytes are not those that came in;")
    assert told.startswith("Remove nothing, and keep this vault as it is.")
    wrong = desk.run("home", desk.researcher, "--json").json["wrong"]
    assert [each["media_id"] for each in wrong] == [each.id for each in photos]


def test_home_with_wrong_files_alone_does_not_say_that_nothing_waits(desk: Desk) -> None:
    with open_vault(desk.office, PASSPHRASE) as vault:
        add(vault, b"p")
        vault._db.execute("UPDATE media_chunk SET bytes = x'00'")
        vault.fixity.check_all()
    assert "Nothing is waiting." not in desk.run("home", desk.office).out
