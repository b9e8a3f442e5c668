"""``card``, ``package``, ``receive``, ``receipt`` from one real vault to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli.console import Console
from desktop.crypto.sshsig import digits
from desktop.vault import open_vault
from desktop.vocabulary import vocabulary
from tests.support import PASSPHRASE
from tests.systems import is_private
from tests.unit.cli.conftest import WORDS, Desk
from tests.unit.vault.made import send_perhaps


def test_a_card_is_kept_untrusted_until_its_digits_were_compared(desk: Desk) -> None:
    card = desk.folder / "office.skrynia-card"
    assert desk.run("card", "save", desk.office, card).code == 0
    added = desk.run("card", "add", desk.researcher, card)
    digits = desk.run("card", "show", desk.office, "--json").json["digits"]
    assert digits in added.out
    line = ("card", "trust", desk.researcher, "office", "--as", "organisation", "--digits")

    wrong = digits[:-1] + ("1" if digits[-1] != "1" else "2")
    assert desk.run(*line, wrong).code == 1
    [known] = desk.run("card", "list", desk.researcher, "--json").json["cards"]
    assert known["trusted_at"] is None

    assert desk.run(*line, digits.replace(" ", "")).code == 0
    [known] = desk.run("card", "list", desk.researcher, "--json").json["cards"]
    assert known["trusted_at"] is not None
    assert desk.run("card", "revoke", desk.researcher, "office").code == 0
    [known] = desk.run("card", "list", desk.researcher, "--json").json["cards"]
    assert known["revoked_at"] is not None


def test_two_who_compared_their_digits_may_write_to_each_other(desk: Desk) -> None:
    for giver, taker in ((desk.researcher, desk.office), (desk.office, desk.researcher)):
        card = desk.folder / f"{giver.stem}.skrynia-card"
        assert desk.run("card", "save", giver, card).code == 0
        assert desk.run("card", "add", taker, card).code == 0
        shown = desk.run("card", "show", giver, "--json").json
        line = ("--as", "organisation", "--digits", shown["digits"])
        assert desk.run("card", "trust", taker, shown["fingerprint"], *line).code == 0
        assert shown["digits"] == digits(shown["fingerprint"])
    assert desk.run("receive", desk.office, desk.package()).code == 0


def test_without_a_terminal_nobody_is_trusted_unseen(desk: Desk) -> None:
    card = desk.folder / "office.skrynia-card"
    desk.run("card", "save", desk.office, card)
    desk.run("card", "add", desk.researcher, card)
    assert desk.run("card", "trust", desk.researcher, "office", "--as", "organisation").code == 2


def test_a_card_is_found_by_how_its_fingerprint_begins_and_not_by_less(desk: Desk) -> None:
    desk.know_each_other()
    fingerprint = desk.run("card", "show", desk.office, "--json").json["fingerprint"]
    line = ("package", "plan", desk.researcher, "--purpose", "analyse", "--to")
    assert desk.run(*line, fingerprint[:12]).code == 0
    assert desk.run(*line, fingerprint[:9]).code == 1
    assert desk.run(*line, "nobody").code == 1


def test_a_file_that_is_no_card_is_refused(desk: Desk) -> None:
    file = desk.folder / "not.skrynia-card"
    file.write_bytes(b"{}")
    refused = desk.run("card", "add", desk.researcher, file)
    assert refused.code == 1


def test_the_key_is_exported_knowingly_and_told_in_the_log(desk: Desk) -> None:
    key = desk.folder / "key.txt"
    assert desk.run("card", "export-key", desk.office, key).code == 2
    assert not key.exists()
    exported = desk.run("card", "export-key", desk.office, key, "--yes")
    assert exported.code == 0
    assert "AGE-SECRET-KEY-1" in key.read_text("utf-8")
    assert "AGE-SECRET-KEY" not in exported.out + exported.err
    assert is_private(key)
    events = desk.run("custody", "list", desk.office, "--json").json["events"]
    assert events[-1]["kind"] == "disclosure"
    assert desk.run("card", "export-key", desk.office, key, "--yes").code == 1


def test_places_go_with_the_rest_unless_they_are_left_out(desk: Desk) -> None:
    desk.know_each_other()
    assert desk.run("place", "add", desk.researcher, "--name", "Выдуманы ізалятар").code == 0
    line = ("package", "plan", desk.researcher, "--to", "office", "--purpose", "analyse")
    label = vocabulary("record_kinds").label("place")
    assert [label, "1"] in [row.split() for row in desk.run(*line).out.splitlines()]
    assert "Выдуманы ізалятар" in desk.run(*line).out
    without = desk.run(*line, "--without", "place").out
    assert label not in without
    assert "Выдуманы ізалятар" not in without
    told = desk.run(*line, "--json").json
    assert told["counts"]["records"] == {"place": 1, "person": 1}
    [along] = told["along"]
    assert (along["kind"], along["called"]) == ("place", "Выдуманы ізалятар")
    assert desk.run(*line, "--without", "place", "--json").json["along"] == []
    assert desk.run(*line, "--without", "place", "--json").json["counts"]["records"] == {
        "person": 1
    }
    refused = desk.run(*line, "--without", "person")
    assert (refused.code, "choose from place" in refused.err) == (2, True)
    package = desk.package()
    looked = desk.run("receive", desk.office, package, "--dry-run")
    assert label in looked.out
    assert desk.run("receive", desk.office, package).code == 0
    assert "Выдуманы ізалятар" in desk.run("place", "list", desk.office).out


def test_the_plan_says_what_goes_and_why_the_rest_stays(desk: Desk) -> None:
    desk.know_each_other()
    line = ("package", "plan", desk.researcher, "--to", "office")
    going = desk.run(*line, "--purpose", "analyse", "--json").json
    assert [g["code"] for g in going["going"]] == ["W-001"]
    staying = desk.run(*line, "--purpose", "publish", "--json").json
    assert staying["going"] == []
    assert {s["refusal"] for s in staying["staying"]} == {"not-asked"}
    assert "W-001" in desk.run(*line, "--purpose", "publish").out


def test_a_package_nobody_agreed_to_is_not_written(desk: Desk) -> None:
    desk.know_each_other()
    line = ("--to", "office", "--purpose", "publish", "--json")
    refused = desk.run("package", "write", desk.researcher, desk.stick, *line)
    assert (refused.code, refused.json["error"]["type"]) == (1, "ConsentRefused")
    assert list(desk.stick.iterdir()) == []


def test_where_the_recipient_has_all_nobody_is_told_that_consent_refused(desk: Desk) -> None:
    """A place that is new goes with something or not at all, and that is no lack of consent."""
    desk.know_each_other()
    taken = desk.run("receive", desk.office, desk.package(), "--receipt", desk.stick, "--json")
    receipt = taken.json["receipt_file"]
    assert desk.run("receipt", "import", desk.researcher, receipt).code == 0
    assert desk.run("place", "add", desk.researcher, "--name", "Выдуманы ізалятар").code == 0
    line = ("--to", "office", "--purpose", "analyse")
    assert "Nothing new to send." in desk.run("package", "plan", desk.researcher, *line).out
    refused = desk.run("package", "write", desk.researcher, desk.stick, *line, "--json")
    assert (refused.code, refused.json["error"]["type"]) == (1, "NothingNew")


def test_from_package_to_receipt(desk: Desk) -> None:
    desk.know_each_other()
    package = desk.package()
    verified = desk.run("package", "verify", desk.office, package, "--json")
    assert (verified.code, verified.json["ok"]) == (0, True)
    assert verified.json["sender"]["name"] == "researcher"

    looked = desk.run("receive", desk.office, package, "--dry-run", "--json").json
    assert looked["counts"]["interviews"] == 1
    assert desk.run("interview", "list", desk.office, "--json").json["total"] == 0

    taken = desk.run("receive", desk.office, package, "--receipt", desk.stick, "--json")
    assert (taken.code, taken.json["ok"], taken.json["again"]) == (0, True, False)
    assert WORDS in desk.run("interview", "show", desk.office, "W-001").out

    receipt = Path(taken.json["receipt_file"])
    imported = desk.run("receipt", "import", desk.researcher, receipt, "--json")
    assert (imported.code, imported.json["set_aside"], imported.json["again"]) == (0, 0, False)
    [sent] = desk.run("package", "list", desk.researcher, "--json").json["sent"]
    assert sent["receipted_at"] is not None
    assert package.name in desk.run("package", "list", desk.researcher).out
    assert "researcher" in desk.run("package", "list", desk.office).out


def test_a_package_that_was_perhaps_sent_is_listed_and_said_to_be(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        send_perhaps(vault, desk.interview_id, desk.folder / "gone")
        [package] = vault.packages.sent()
    listed = desk.run("package", "list", desk.researcher)
    assert f"{package.file_name}: {package.doubt}" in listed.out
    [sent] = desk.run("package", "list", desk.researcher, "--json").json["sent"]
    assert sent["certain"] is False


def test_receiving_and_importing_twice_changes_nothing(desk: Desk) -> None:
    desk.know_each_other()
    package = desk.package()
    first = desk.run("receive", desk.office, package, "--json").json
    before = desk.run("vault", "info", desk.office, "--json").json
    again = desk.run("receive", desk.office, package, "--json")
    assert (again.code, again.json["again"]) == (0, True)
    assert again.json["receipt"] == first["receipt"]
    assert desk.run("vault", "info", desk.office, "--json").json == before

    assert desk.run("receipt", "write", desk.office, package.name, desk.stick).code == 0
    [receipt] = desk.stick.glob("*-receipt.age")
    assert desk.run("receipt", "import", desk.researcher, receipt).code == 0
    assert desk.run("receipt", "import", desk.researcher, receipt, "--json").json["again"]


def test_a_changed_package_is_refused_and_leaves_nothing(desk: Desk) -> None:
    desk.know_each_other()
    package = desk.package()
    octets = bytearray(package.read_bytes())
    octets[-20] ^= 1
    package.write_bytes(octets)
    for line in (("package", "verify"), ("receive",)):
        refused = desk.run(*line, desk.office, package, "--json")
        assert (refused.code, refused.json["error"]["type"]) == (1, "PayloadDamaged")
    extracted = desk.run("package", "extract", desk.office, package, desk.folder / "open")
    assert extracted.code == 1
    assert not list(desk.folder.glob("open*"))
    assert desk.run("interview", "list", desk.office, "--json").json["total"] == 0


def test_a_package_is_extracted_whole(desk: Desk) -> None:
    desk.know_each_other()
    target = desk.folder / "open"
    assert desk.run("package", "extract", desk.office, desk.package(), target).code == 0
    assert (target / "bagit.txt").is_file()
    records = (target / "data" / "records").rglob("*.json")
    assert any(WORDS.encode() in path.read_bytes() for path in records)


def test_a_package_is_inspected_with_key_and_signers_alone(desk: Desk) -> None:
    desk.know_each_other()
    package, key, signers = desk.package(), desk.folder / "key.txt", desk.folder / "signers"
    desk.run("card", "export-key", desk.office, key, "--yes")
    signers.write_text(
        desk.run("card", "show", desk.researcher, "--json").json["allowed_signers"], "utf-8"
    )
    line = ("package", "inspect", package, "--key", key, "--signers")
    assert desk.run(*line, signers, "--json").json["ok"]
    signers.write_text(
        desk.run("card", "show", desk.office, "--json").json["allowed_signers"], "utf-8"
    )
    stranger = desk.run(*line, signers, "--json")
    assert (stranger.code, stranger.json["error"]["type"]) == (1, "UnknownSigner")


def test_a_file_that_is_not_there_is_wrong_usage(desk: Desk) -> None:
    for line in (("package", "verify"), ("receive",), ("receipt", "import"), ("card", "add")):
        answer = desk.run(*line, desk.office, desk.stick / "gone.age")
        assert answer.code == 2
        assert "there is no such file" in answer.err


def test_a_card_takes_no_place_of_another_file(desk: Desk) -> None:
    target = desk.folder / "letter.txt"
    target.write_text("a letter", "utf-8")
    refused = desk.run("card", "save", desk.office, target)
    assert (refused.code, refused.out) == (1, "")
    assert target.read_text("utf-8") == "a letter"


def test_all_the_digits_are_compared_at_the_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = desk.folder / "office.skrynia-card"
    assert desk.run("card", "save", desk.office, card).code == 0
    assert desk.run("card", "add", desk.researcher, card).code == 0
    digits = desk.run("card", "show", desk.office, "--json").json["digits"]
    line = ("card", "trust", desk.researcher, "office", "--as", "organisation")
    monkeypatch.setattr(Console, "ask", lambda _console, _question: digits.split()[-1])
    assert desk.run(*line).code == 1
    monkeypatch.setattr(Console, "ask", lambda _console, _question: digits)
    assert desk.run(*line).code == 0


def test_nobody_is_trusted_as_the_public(desk: Desk) -> None:
    line = ("card", "trust", desk.researcher, "office", "--as", "public", "--digits", "0")
    assert desk.run(*line).code == 2


def test_the_type_of_a_trusted_card_is_changed(desk: Desk) -> None:
    line = ("card", "kind", desk.researcher, "office", "--as", "partner-organisation")
    assert desk.run(*line).code == 1, "not known"
    desk.know_each_other()
    done = desk.run(*line)
    assert done.code == 0
    kinds = vocabulary("recipient_kind")
    assert kinds.label("organisation") in done.out
    assert kinds.label("partner-organisation") in done.out
    [card] = desk.run("card", "list", desk.researcher, "--json").json["cards"]
    assert card["kind"] == "partner-organisation"
    assert desk.run(*line[:-1], "public").code == 2


def test_a_withdrawal_is_told_by_the_code_and_in_the_reader_s_language(desk: Desk) -> None:
    desk.know_each_other()
    assert desk.run("receive", desk.office, desk.package()).code == 0
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault.consents.withdraw(desk.interview_id, "no longer")
    package = desk.package()
    taken = desk.run("receive", desk.office, package, "--receipt", desk.stick, "--lang", "be")
    assert taken.code == 0
    assert "W-001" in taken.out
    assert vocabulary("line_reason").label("withdrawn", "be") in taken.out
    assert desk.interview_id not in taken.out
    receipt = package.with_name(f"{package.stem}-receipt.age")
    imported = desk.run("receipt", "import", desk.researcher, receipt, "--lang", "be")
    assert f"W-001: {vocabulary('line_reason').label('withdrawn', 'be')}" in imported.out


def test_the_same_package_gives_the_same_receipt_again(desk: Desk) -> None:
    """As the help promises; what else bears the receipt's name is never written over."""
    desk.know_each_other()
    package = desk.package()
    line = ("receive", desk.office, package, "--receipt", desk.stick)
    first = desk.run(*line)
    receipt = package.with_name(f"{package.stem}-receipt.age")
    data = receipt.read_bytes()
    second = desk.run(*line)
    assert (first.code, second.code) == (0, 0), second.err
    assert "saved there before" in second.out
    assert receipt.read_bytes() == data
    written = desk.run("receipt", "write", desk.office, package.name, desk.stick)
    assert (written.code, "saved there before" in written.out) == (0, True)

    receipt.write_bytes(b"something else")
    third = desk.run(*line)
    assert third.code == 1
    assert "The package was accepted." in third.err
    assert "nothing is ever overwritten" in third.err
    assert receipt.read_bytes() == b"something else"
    assert desk.run("receipt", "write", desk.office, package.name, desk.stick).code == 1


def test_a_folder_for_the_receipt_that_is_not_there_is_said_before_anything(desk: Desk) -> None:
    desk.know_each_other()
    line = ("receive", desk.office, desk.package(), "--receipt", desk.folder / "nowhere")
    assert desk.run(*line).code == 1
    assert desk.run("package", "list", desk.office, "--json").json["received"] == []


def test_what_an_interrupted_write_left_on_the_stick_is_removed_and_said(desk: Desk) -> None:
    desk.know_each_other()
    left = desk.stick / "skrynia-7KQ2-M9XD.age.partial"
    left.write_bytes(b"age-encryption.org/v1\n-> X25519 invented\n")
    line = ("--to", "office", "--purpose", "analyse")
    written = desk.run("package", "write", desk.researcher, desk.stick, *line)
    assert written.code == 0
    assert "1 unfinished file" in written.err
    assert not left.exists()
