"""Packages of tests, read by the program and by the reader made from the format's pages alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop import canonical
from desktop.crypto.age import generate_identity
from desktop.errors import NewerPackage, NotAddressedToUs, PackageRefused
from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import Identification, Purpose
from desktop.model.handoff import RecordEntry
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.person import PERSON_KIND
from desktop.model.place import PLACE_KIND
from tests.second_reader import Result, read
from tests.second_reader.consent import lets_out
from tests.unit.handoff.ends import interview, make_ends
from tests.unit.handoff.forge import Entries, Forge, plain_tar, sha256
from tests.unit.handoff.hostile import FORGE, relisted, retagged
from tests.unit.model.consent_cases import CASES, Case

OURS = FORGE.interview_id
STRANGER = Party(Forge().sender.public_key.fingerprint, "")
ENTRY, FILE = FORGE.document.records[0], FORGE.document.media[0]


def second(path: Path) -> Result:
    """The second reader's answer, as the recipient who trusts the sender."""
    sender, reader = FORGE.sender.public_key.fingerprint, FORGE.reader.public_key.fingerprint
    return read(path, FORGE.identity.secret_text(), [sender], reader)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why[:28])
def test_what_a_consent_lets_out(case: Case) -> None:
    """The table of cases, of ``docs/consent.md``."""
    if case.consent is not None:
        found = lets_out(canonical.to_plain(case.consent), *case.asked)
        given = case.decision
        assert (found is not None) is given.allowed
        if found is not None:
            assert (found.identification, found.files) == (given.identification, given.files)


def person(*grounds: str) -> RecordEntry:
    return RecordEntry(PERSON_KIND, new_id(), sha256(FORGE.records[0]), grounds)


DOCUMENTS: dict[str, Mapping[str, Any]] = {
    "sound": {},
    "person": {"records": (person(OURS),)},
    "no-grounds": {"records": (person(),)},
    "grounds-twice": {"records": (person(OURS, OURS),)},
    "elsewhere": {"records": (person(new_id()),)},
    "place-grounds": {"records": (replace(person(OURS), kind=PLACE_KIND),)},
    "no-id": {"records": (person("W-001"),)},
    "code": {"records": (person(OURS),), "consents": (FORGE.consent(Identification.CODE),)},
    "no-files": {"consents": (FORGE.consent(files=False),)},
    "no-consents": {"consents": ()},
    "consent-twice": {"consents": (FORGE.consent(), FORGE.consent())},
    "nothing": {"records": (), "media": ()},
    "record-twice": {"records": (ENTRY, ENTRY)},
    "size": {"media": (replace(FILE, size=FILE.size + 1), *FORGE.document.media[1:])},
    "sender": {"sender": STRANGER},
    "recipient": {"recipients": (STRANGER,)},
    "no-recipient": {"recipients": ()},
    "authors": {"authors": ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43,)},
    "format": {"format": "another"},
    "newer": {"version": 2},
    "sound-alone": {"purpose": Purpose.RECORD_SOUND},
    "contact": {"purpose": Purpose.CONTACT_AGAIN},
    "photograph": {"purpose": Purpose.PHOTOGRAPH},
}


ANSWERS = {"newer-program": "newer", "not-for-this-reader": "not for us"}
"""Rules of the second reader that are answers of their own; any other is a refusal."""


def answer(path: Path) -> str:
    """The program's answer."""
    try:
        FORGE.verify(path)
    except NewerPackage:
        return "newer"
    except NotAddressedToUs:
        return "not for us"
    except PackageRefused:
        return "refused"
    return "taken"


def both(folder: Path, entries: Entries) -> tuple[str, str]:
    """The answers of the program and of the second reader."""
    path = FORGE.write(folder / "x.age", entries)
    rule = second(path).refused
    return answer(path), ANSWERS.get(rule, "refused") if rule else "taken"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents(tmp_path: Path, name: str) -> None:
    special = {"sound": "taken", "person": "taken", "newer": "newer", "recipient": "not for us"}
    assert both(tmp_path, FORGE.of(**DOCUMENTS[name])) == (special.get(name, "refused"),) * 2


BAGS = {
    "crlf": ("taken", "bagit.txt", b"\n", b"\r\n"),
    "field": ("taken", "bag-info.txt", b"Bagging-Date", b"Contact-Name: x\nBagging-Date"),
    "no-version": ("refused", "bag-info.txt", b"Skrynia-Package-Version", b"Another"),
    "newer": ("newer", "bag-info.txt", b"Version: 1\n", b"Version: 2\n"),
    "profile": ("refused", "bag-info.txt", b"urn:uuid:5", b"urn:uuid:6"),
    "oxum": ("refused", "bag-info.txt", b"Payload-Oxum: ", b"Payload-Oxum: 1"),
    "empty-line": ("refused", "manifest-sha512.txt", b"\n", b"\n\n"),
    "tab": ("taken", "manifest-sha256.txt", b"  ", b"\t"),
    "path": ("refused", "manifest-sha256.txt", b"data/media", b"data/../media"),
}


@pytest.mark.parametrize("name", BAGS)
def test_bags(tmp_path: Path, name: str) -> None:
    said, file, old, new = BAGS[name]
    entries = retagged(file, lambda data: data.replace(old, new))
    assert both(tmp_path, entries) == (said, said)


@pytest.mark.parametrize("path", ["data/fetch.txt", "data/seals/" + "0" * 64 + ".sig"], ids=[1, 2])
def test_files_that_are_not_listed(tmp_path: Path, path: str) -> None:
    assert (
        both(tmp_path, relisted(FORGE, lambda files: files.update({path: b"x"})))
        == ("refused",) * 2
    )


def test_an_octet_more_or_less(tmp_path: Path) -> None:
    whole = plain_tar(FORGE.entries())
    for octets in (whole[:-512], whole + b"x", whole[: len(whole) // 2]):
        path = FORGE.write_tar(tmp_path / "x.age", octets)
        with pytest.raises(PackageRefused):
            FORGE.verify(path)
        assert second(path).refused


def test_a_handoff(tmp_path: Path) -> None:
    ends = make_ends(tmp_path)
    interview(ends.researcher, files=[b"photo" * 100])
    path = ends.write().path
    secret = ends.office.identity.age_identity().secret_text()
    signer, reader = ends.researcher.identity.fingerprint, ends.office.identity.fingerprint
    found = read(path, secret, [signer], reader)
    received = receive_package(ends.office, path)
    assert [(v.item, v.outcome, v.reason) for v in (*found.records, *found.media)] == [
        (line.item, line.outcome.value, line.reason) for line in received.lines
    ]
    assert {row.reason for row in found.custody} == {""}
    assert read(path, generate_identity().secret_text(), [signer]).refused
    ends.close()
