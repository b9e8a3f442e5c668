"""The worked example on the page is what its kept bytes say, and every tool agrees."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from desktop.crypto import sshsig
from desktop.crypto.age import parse_identity
from desktop.handoff.format import layout
from desktop.handoff.identity.cards import load_card
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving.read import verify_package
from desktop.home.authors import VERSION_NAMESPACE
from desktop.model.identity import Party
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import belongs_to, consent_id_of
from tests.unit.crypto.tools import needs_program, run
from tests.unit.handoff.example import (
    FOLDER,
    PACKAGE,
    PAGE,
    RECIPIENT,
    Opened,
    custody_row,
    opened,
    version_signature,
)
from tests.unit.handoff.example_page import SHOWN, page

RENEW = "python -m tests.unit.handoff.example"


@pytest.fixture(scope="module")
def example() -> Opened:
    return opened()


def test_the_page_is_printed_from_the_kept_bytes(example: Opened) -> None:
    assert PAGE.read_text("utf-8") == page(example), RENEW


def test_the_program_reads_it(example: Opened) -> None:
    sender = trust_party(Party(example.sender.fingerprint, "sender"))
    key = parse_identity((FOLDER / f"{RECIPIENT}-key.txt").read_text("ascii"))
    ours = load_card(FOLDER / f"{RECIPIENT}.skrynia-card").fingerprint
    verified = verify_package(FOLDER / PACKAGE, [key], sender, ours)
    assert verified.document.package_id == example.document["package_id"], RENEW


def test_what_the_page_says_of_ids_hashes_and_signatures_holds(example: Opened) -> None:
    entry, data = example.record(SHOWN)
    assert hashlib.sha256(data).hexdigest() == entry["version_id"]
    author = sshsig.verify(version_signature(example, SHOWN), data, VERSION_NAMESPACE)
    assert author.fingerprint == json.loads(data)["author"] == example.sender.fingerprint
    interview, _data = example.record("interview")
    assert belongs_to(interview["record_id"], author.fingerprint, INTERVIEW_KIND)
    assert entry["record_id"] == consent_id_of(interview["record_id"])
    row, _bare, digest = custody_row(example)
    assert json.loads(row)["hash"] == digest
    receipt = json.loads(example.receipt["receipt.json"])
    tagmanifest = example.entries[layout.TAGMANIFEST]
    assert receipt["tagmanifest_sha256"] == hashlib.sha256(tagmanifest).hexdigest()
    assert len(receipt["records"]) == len(example.document["records"])
    assert {each["outcome"] for each in receipt["records"] + receipt["media"]} == {"accepted"}


@needs_program("age")
@needs_program("tar")
@needs_program("sha256sum")
@needs_program("ssh-keygen")
@needs_program("sed")
def test_the_commands_of_the_page_answer_as_it_says(example: Opened, tmp_path: Path) -> None:
    run("tar", "xC", tmp_path, data=run("age", "-d", "-i", _kept("office-key.txt"), _kept(PACKAGE)))
    (tmp_path / f"{SHOWN}.sig").write_bytes(version_signature(example, SHOWN))
    (tmp_path / "allowed_signers").write_bytes(_kept("allowed_signers").read_bytes())
    commands = _commands(PAGE.read_text("utf-8"))
    assert len(commands) == 6
    for command, answer in commands:
        script = f"cd '{tmp_path}' && {command}"
        assert run("sh", "-c", script).decode().split() == answer.split(), command


def _kept(name: str) -> Path:
    return FOLDER / name


def _commands(text: str) -> list[tuple[str, str]]:
    """Every command on the page but the opening, with what stands below it as its answer."""
    found = re.findall(r"^\$ (.*)\n((?![$`]).*)?", text, re.MULTILINE)
    return [(command, answer) for command, answer in found if not command.startswith("age")]
