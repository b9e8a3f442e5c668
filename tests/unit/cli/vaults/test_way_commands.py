"""``way``, ``vault recover`` and the options that unlock a vault otherwise, on real vaults."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop import canonical
from desktop.crypto.sheet_code import groups_of, new_code
from desktop.crypto.slots.document import FORMAT
from desktop.errors import WrongPassphrase
from desktop.i18n import LANGUAGES
from desktop.model.identity import Role
from desktop.vault import open_vault
from desktop.vault_files import DATABASE, KEYS
from tests.software_token import SoftwareToken, plugged
from tests.support import CHEAP_COST, PASSPHRASE, make_vault
from tests.unit.cli.conftest import NEW, Desk
from tests.unit.cli.typing_in import typed
from tests.unit.handoff.ends import introduce

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def text_of(pdf: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(pdf).pages]


def code_on(pdf: Path) -> str:
    [page] = text_of(pdf)
    return " ".join(re.findall(r"\d · ([0-9A-Z]{5})", page))


def shares_on(pdf: Path) -> list[str]:
    """The words of each page in their order."""
    found = [re.findall(r"^(\d+) ([a-z]+)$", page, re.MULTILINE) for page in text_of(pdf)]
    return [" ".join(word for _at, word in sorted(each, key=lambda w: int(w[0]))) for each in found]


def sheet_of(desk: Desk) -> Path:
    """A file with the code of a sheet that was added to the researcher's vault."""
    pdf, code = desk.folder / "sheet.pdf", desk.folder / "code"
    added = desk.run("way", "add-sheet", desk.researcher, pdf, "--not-asked-back")
    assert added.code == 0, added.err
    code.write_text(code_on(pdf), "utf-8")
    return code


def kinds(desk: Desk, *given: str | Path) -> list[str]:
    listed = desk.run("way", "list", desk.researcher, "--json", *given)
    assert listed.code == 0, listed.err
    return [way["kind"] for way in listed.json["ways"]]


def opens(folder: Path, passphrase: str) -> bool:
    with open_vault(folder, passphrase):
        return True


def test_a_sheet_typed_from_its_page_opens_any_command_and_a_forgotten_passphrase_is_replaced(
    desk: Desk, new: tuple[str, Path]
) -> None:
    code = sheet_of(desk)
    assert kinds(desk, "--recovery-code-file", code) == ["passphrase", "recovery-sheet"]
    told = desk.run("way", "rehearse", desk.researcher, "--recovery-code-file", code, "--json")
    assert (told.json["ok"], told.json["way"]["kind"]) == (True, "recovery-sheet")
    assert told.json["way"]["tried_at"]
    back = desk.run("vault", "recover", desk.researcher, "--recovery-code-file", code, *new)
    assert back.code == 0
    assert back.out.splitlines() == [
        "The new passphrase unlocks the vault of researcher.",
        "Revoked: passphrase, researcher",
    ]
    assert opens(desk.researcher, NEW)
    with pytest.raises(WrongPassphrase):
        opens(desk.researcher, PASSPHRASE)


def test_a_backup_that_is_restored_by_a_sheet_gets_a_new_passphrase_at_once(
    desk: Desk, new: tuple[str, Path]
) -> None:
    code, copy = sheet_of(desk), desk.folder / "copy.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    shutil.rmtree(desk.researcher)
    given = ("--recovery-code-file", code, *new)
    restored = desk.run("vault", "restore", copy, desk.researcher, *given)
    assert restored.code == 0, restored.err
    assert "The new passphrase unlocks" in restored.out
    assert opens(desk.researcher, NEW)
    assert desk.run("vault", "recover", desk.researcher).code == 2  # no passphrase is asked for


def test_shares_typed_from_their_pages_open_it_and_too_few_are_counted(
    desk: Desk, new: tuple[str, Path]
) -> None:
    pdf = desk.folder / "shares.pdf"
    line = ("way", "add-shares", desk.researcher, pdf, "--needed", "2", "--of", "3")
    added = desk.run(*line, "--not-asked-back", "--person", "three friends", "--json")
    assert added.json["way"]["person"] == "three friends"
    files = [desk.folder / f"share {number}" for number in range(3)]
    for file, words in zip(files, shares_on(pdf), strict=True):
        file.write_text("\n".join(words.split()), "utf-8")
    few = desk.run("vault", "info", desk.researcher, "--shares-file", files[2], "--json")
    assert few.json["error"]["type"] == "TooFewShares"
    assert "1 share was given, 2 are needed." in few.err
    given = ("--shares-file", files[2], "--shares-file", files[0])
    assert desk.run("vault", "recover", desk.researcher, *given, *new).code == 0
    assert opens(desk.researcher, NEW)
    first = files[0].read_text("utf-8").split()
    files[0].write_text(" ".join([*first[:4], "skrynia", *first[5:]]), "utf-8")
    wrong = desk.run("vault", "info", desk.researcher, *given)
    assert wrong.code == 1
    assert "It is share 2 of those given. Look again at word 5." in wrong.err


def test_an_organisation_gives_back_what_was_left_with_it(
    desk: Desk, new: tuple[str, Path]
) -> None:
    keeper = make_vault(desk.folder, "keeper", Role.ORGANISATION)
    with keeper, open_vault(desk.researcher, PASSPHRASE) as vault:
        introduce(vault, keeper)
    assert desk.run("way", "add-escrow", desk.researcher, "keeper").code == 2  # nobody to ask
    left = desk.run("way", "add-escrow", desk.researcher, "keeper", "--yes")
    assert left.out.startswith("Added: key left with an organisation, keeper")
    copy, again = desk.folder / "copy.skrynia", desk.folder / "again.skrynia"
    assert desk.run("vault", "backup", desk.researcher, copy).code == 0
    by_keeper = ("--escrow", keeper.folder, *new, "--person", "Danuta")
    restored = desk.run("vault", "restore", copy, again, *by_keeper)
    assert restored.code == 0, restored.err
    assert opens(again, NEW)
    back = desk.run("vault", "recover", desk.researcher, *by_keeper, "--json")
    assert (back.json["owner"]["name"], back.json["way"]["person"]) == ("researcher", "Danuta")
    log = desk.run("custody", "list", keeper.folder, "--json").json["events"]
    said = [event["detail"]["what"] for event in log if event["detail"].get("way") == "escrow"]
    assert said == ["restored for its owner", *["opened for its owner"] * 2]
    rehearsed = desk.run("way", "rehearse", desk.researcher, "--escrow", keeper.folder)
    assert rehearsed.out == "It opens the vault: key left with an organisation, keeper\n"


def test_a_card_with_a_classical_key_keeps_nothing(desk: Desk) -> None:
    desk.know_each_other()
    refused = desk.run("way", "add-escrow", desk.researcher, "office", "--yes")
    assert refused.code == 1
    assert "not safe for keeping" in refused.err


def test_a_card_that_is_not_trusted_keeps_nothing(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault, make_vault(desk.folder, "k") as other:
        introduce(vault, other)
        vault.cards.revoke(other.identity.fingerprint)
    refused = desk.run("way", "add-escrow", desk.researcher, "k", "--yes")
    assert refused.code == 1
    assert kinds(desk) == ["passphrase"]


def test_a_second_passphrase_needs_its_key_file_until_it_is_changed_to_stand_alone(
    desk: Desk, new: tuple[str, Path]
) -> None:
    key = desk.folder / "anna.key"
    assert desk.run("way", "new-key-file", key).code == 0
    assert desk.run("way", "new-key-file", key).code == 1  # never over another
    added = desk.run("way", "add-passphrase", desk.researcher, *new, "--new-key-file", key)
    assert added.out.startswith("Added: passphrase and key file, researcher")
    by_new = ("--passphrase-file", new[1])
    wrong = desk.run("vault", "info", desk.researcher, *by_new, "--json")
    assert wrong.json["error"]["type"] == "WrongPassphrase"
    both = (*by_new, "--key-file", key)
    assert desk.run("vault", "info", desk.researcher, *both).code == 0
    assert desk.run("vault", "passphrase", desk.researcher, *both, *new).code == 0
    assert kinds(desk, *both)[1] == "passphrase-and-file"
    assert desk.run("vault", "passphrase", desk.researcher, *both, *new, "--alone").code == 0
    assert kinds(desk, *by_new) == ["passphrase", "passphrase"]


def test_a_hardware_key_belongs_to_a_passphrase(
    desk: Desk, new: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = desk.run("vault", "info", desk.researcher, "--hardware-key", "--json")
    assert refused.json["error"]["type"] == "HardwareKeyError"
    token = SoftwareToken()
    monkeypatch.setattr("desktop.system.hardware_key.plugged_in", lambda: plugged(token))
    added = desk.run("way", "add-passphrase", desk.researcher, *new, "--new-hardware-key")
    assert added.out.startswith("Added: passphrase and hardware key")
    both = ("--passphrase-file", new[1], "--hardware-key")
    assert kinds(desk, *both)[1] == "passphrase-and-hardware-key"
    assert desk.run("vault", "passphrase", desk.researcher, *both, *new).code == 0
    assert kinds(desk, *both)[1] == "passphrase-and-hardware-key"


def test_a_key_file_alone_opens_an_organisations_vault_only(desk: Desk) -> None:
    key = desk.folder / "intake.key"
    desk.run("way", "new-key-file", key)
    refused = desk.run("way", "add-key-file", desk.researcher, key, "--json")
    assert refused.json["error"]["type"] == "OrganisationsOnly"
    assert desk.run("way", "add-key-file", desk.office, key, "--person", "intake").code == 0
    listed = desk.run("way", "list", desk.office, "--only-key-file", key)
    assert "key file alone, for receiving without a person" in listed.out
    other = desk.run("vault", "info", desk.researcher, "--only-key-file", key, "--json")
    assert other.json["error"]["type"] == "NoSlotForSecret"
    key.write_text("not one", "utf-8")
    broken = desk.run("vault", "info", desk.office, "--only-key-file", key, "--json")
    assert broken.json["error"]["type"] == "NotAKeyFile"


def test_ways_are_named_renamed_and_revoked_but_the_last(desk: Desk) -> None:
    sheet_of(desk)
    [own, sheet] = desk.run("way", "list", desk.researcher, "--json").json["ways"]
    short = sheet["slot_id"][:8]
    renamed = desk.run("way", "rename", desk.researcher, short, "--kept", "у сястры")
    assert renamed.out == "Changed: researcher, у сястры\n"
    assert "у сястры" in desk.run("way", "list", desk.researcher).out
    twice = desk.run("way", "revoke", desk.researcher, "researcher", "--yes", "--json")
    assert twice.code == 2  # it has no answer in JSON
    twice = desk.run("way", "revoke", desk.researcher, "researcher", "--yes")
    assert (twice.code, twice.out) == (1, "")  # both are hers
    assert desk.run("way", "revoke", desk.researcher, short, "--yes").code == 0
    assert kinds(desk) == ["passphrase"]
    last = desk.run("way", "revoke", desk.researcher, own["slot_id"], "--yes")
    assert "This is the last way to unlock the vault" in last.err
    missing = desk.run("way", "revoke", desk.researcher, "nobody", "--yes")
    assert missing.code == 1


def test_a_code_is_told_by_its_wrong_groups_and_one_of_another_sheet_is_no_typing_mistake(
    desk: Desk,
) -> None:
    code = sheet_of(desk)
    groups = code.read_text("utf-8").split()
    swapped = " ".join([groups[1], groups[0], *groups[2:]])
    for text, said in (
        (swapped, "Look again at the groups 1, 2."),
        (" ".join(groups[:6]), "2 groups are missing."),
        (" ".join(groups_of(new_code())), "belongs to another vault"),
    ):
        code.write_text(text, "utf-8")
        told = desk.run("vault", "info", desk.researcher, "--recovery-code-file", code)
        assert told.code == 1
        assert said in told.err
    code.write_bytes(b"\xff\xfe" + swapped.encode())
    assert desk.run("vault", "info", desk.researcher, "--recovery-code-file", code).code == 1


def test_a_sheet_counts_once_two_groups_were_typed_back_from_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = desk.folder / "sheet.pdf"

    def from_the_page(question: str) -> str:
        [number] = re.findall(r"group (\d)", question)
        return code_on(pdf).split()[int(number) - 1].lower()

    asked = typed(monkeypatch, "wrong", from_the_page, from_the_page)
    added = desk.run("way", "add-sheet", desk.researcher, pdf, "--json")
    assert added.code == 0, added.err
    assert added.json["way"]["tried_at"]
    assert len(asked) == 3
    assert pdf.is_file()


@pytest.mark.parametrize("command", [("add-sheet",), ("add-shares", "--needed", "2", "--of", "3")])
def test_paper_that_was_not_typed_back_is_removed_and_opens_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    pdf = desk.folder / "paper.pdf"
    typed(monkeypatch, "wrong", "wrong", "wrong")
    refused = desk.run("way", command[0], desk.researcher, pdf, *command[1:])
    assert refused.code == 2
    assert not pdf.exists()
    assert kinds(desk) == ["passphrase"]


def test_shares_count_once_a_word_of_each_was_typed_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = desk.folder / "shares.pdf"

    def from_the_page(question: str) -> str:
        [(at, share)] = re.findall(r"word (\d+) from share (\d)", question)
        return shares_on(pdf)[int(share) - 1].split()[int(at) - 1][:4]

    typed(monkeypatch, from_the_page, from_the_page)
    line = ("way", "add-shares", desk.researcher, pdf, "--needed", "2", "--of", "2")
    assert desk.run(*line).code == 0
    assert kinds(desk) == ["passphrase", "recovery-shares"]


def test_numbers_of_shares_that_make_no_sense_are_wrong_usage(desk: Desk) -> None:
    line = ("way", "add-shares", desk.researcher, desk.folder / "x.pdf", "--needed", "3")
    assert desk.run(*line, "--of", "2").code == 2
    assert not (desk.folder / "x.pdf").exists()


def test_a_key_file_goes_with_a_passphrase(desk: Desk) -> None:
    key = desk.folder / "a.key"
    desk.run("way", "new-key-file", key)
    line = ("--shares-file", key, "--key-file", key)
    assert desk.run("vault", "info", desk.researcher, *line).code in {1, 2}
    again = ("way", "add-passphrase", desk.researcher, "--new-key-file", key)
    assert desk.run(*again, "--new-hardware-key").code == 2


def test_the_cost_is_raised_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dearer = replace(CHEAP_COST, memory_kib=2 * CHEAP_COST.memory_kib)
    monkeypatch.setattr("desktop.crypto.kdf.calibrate", lambda: dearer)
    said = [desk.run("way", "raise-cost", desk.researcher) for _time in range(2)]
    assert [answer.code for answer in said] == [0, 0]
    assert "takes longer" in said[0].out
    assert "Nothing to change" in said[1].out
    assert opens(desk.researcher, PASSPHRASE)


def damaged(keys: dict[str, Any]) -> bytes:
    keys["slots"][0]["label"] = "changed"
    return canonical.encode(keys)


def newer(_keys: dict[str, Any]) -> bytes:
    from desktop.crypto.slots.document import _checked

    return canonical.encode(_checked({"format": FORMAT, "version": 2}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_vault_is_one_of_four_messages(desk: Desk, language: str) -> None:
    wrong, keys = desk.folder / "wrong", desk.researcher / KEYS
    wrong.write_text("not the right words at all", "utf-8")
    whole = keys.read_bytes()

    def told() -> tuple[str, str]:
        said = desk.run("vault", "info", desk.researcher, "--json", "--lang", language)
        assert said.code == 1
        return said.json["error"]["type"], said.err.splitlines()[0]

    passphrase = ("vault", "info", desk.researcher, "--json", "--passphrase-file", wrong)
    said = desk.run(*passphrase, "--lang", language)
    found = {said.json["error"]["type"]: said.err.splitlines()[0]}
    for altered in (damaged, newer):
        keys.write_bytes(altered(canonical.decode(whole, dict)))
        found.update([told()])
    keys.write_bytes(whole)
    with (desk.researcher / DATABASE).open("r+b") as database:
        database.seek(100)
        database.write(bytes(4000))
    found.update([told()])
    assert set(found) == {"WrongPassphrase", "DamagedKeySlots", "NewerVault", "DamagedVault"}
    assert len(set(found.values())) == 4


def test_nothing_secret_stands_in_an_answer_or_in_the_log(desk: Desk) -> None:
    code = sheet_of(desk)
    log = desk.run("custody", "list", desk.researcher, "--json")
    ways = desk.run("way", "list", desk.researcher, "--json")
    for group in code.read_text("utf-8").split():
        assert group not in log.out + ways.out + ways.err
    assert '"recovery sheet"' in log.out  # that it was saved in the clear is told
