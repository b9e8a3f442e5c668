"""Who signed, for whom, in which format: what does not agree is refused and says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.age import generate_identity
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import (
    BadSignature,
    NewerPackage,
    NotAddressedToUs,
    NotARecipient,
    PackageRefused,
    RevokedSigner,
    UnknownSigner,
)
from desktop.handoff.format import layout
from desktop.handoff.identity.trust import trust_allowed_signers, trust_cards, trust_party
from desktop.handoff.receiving.read import Reader, open_verified, verify_package
from desktop.model.identity import Card, KnownCard, Party, Role
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.hostile import FORGE, refused, retagged


def test_a_sound_package_is_taken_with_the_name_its_sender_has_here(tmp_path: Path) -> None:
    verified = FORGE.verify(FORGE.write(tmp_path / "good.age"))
    assert verified.sender.name == "Known Sender"
    assert verified.document.sender.name == "Invented Sender"
    assert len(verified.document.media) == 3


def test_the_second_pass_gives_back_every_byte(tmp_path: Path) -> None:
    verified = FORGE.verify(FORGE.write(tmp_path / "good.age"))
    trust = trust_party(Party(FORGE.sender.public_key.fingerprint, ""))
    reader = Reader([FORGE.identity], trust, FORGE.reader.public_key.fingerprint)
    with open_verified(verified, reader) as stream:
        found = {item.path: item.data() for item in stream.items()}
    for data in FORGE.media:
        assert found[layout.media_path(sha256(data))] == data
    FORGE.write(tmp_path / "good.age")
    with pytest.raises(PackageRefused, match="exchanged"), open_verified(verified, reader):
        pytest.fail("another package was opened")


# --- who signed, and for whom -------------------------------------------------------------


def test_a_signer_who_is_not_known_not_trusted_or_revoked_is_refused(tmp_path: Path) -> None:
    path = FORGE.write(tmp_path / "x.age")
    card = Card("A", Role.RESEARCHER, FORGE.sender.public_key.line(), "age1", NOON)
    fingerprint = FORGE.sender.public_key.fingerprint
    known = KnownCard(card, fingerprint)
    trusted = replace(known, trusted_at=NOON)
    for cards, error in (
        ([], UnknownSigner),
        ([known], UnknownSigner),
        ([replace(trusted, revoked_at=NOON)], RevokedSigner),
    ):
        with pytest.raises(error):
            verify_package(path, [FORGE.identity], trust_cards(cards), None)
    verified = verify_package(path, [FORGE.identity], trust_cards([trusted]), None)
    assert verified.sender.name == "A"


def test_a_list_of_allowed_signers_counts_as_it_does_for_ssh_keygen(tmp_path: Path) -> None:
    path = FORGE.write(tmp_path / "x.age")
    line = FORGE.sender.public_key.line()
    space = layout.PACKAGE_NAMESPACE

    def verify(text: str) -> Party:
        return verify_package(
            path, [FORGE.identity], trust_allowed_signers(text, space), None
        ).sender

    assert verify(f"# comment\n\nalesia {line} laptop\n").name == "alesia"
    assert verify(f'office namespaces="file,{space}" {line}\n').name == "office"
    other = SigningKey.generate().public_key.line()
    for text in (
        "",
        f"alesia {other}",
        f"# {line}",
        f'office namespaces="file" {line}',
        f"office cert-authority {line}",
        f'office valid-before="20200101" {line}',
        "office ssh-rsa AAAA",
        "office ssh-ed25519 AAAA",
    ):
        with pytest.raises(UnknownSigner):
            verify(text)


def test_another_key_cannot_open_it(tmp_path: Path) -> None:
    path = FORGE.write(tmp_path / "x.age")
    trust = trust_party(Party(FORGE.sender.public_key.fingerprint, ""))
    with pytest.raises(NotARecipient):
        verify_package(path, [generate_identity()], trust, None)


def test_a_package_for_somebody_else_is_not_for_us_though_our_key_opens_it(tmp_path: Path) -> None:
    other = Party(SigningKey.generate().public_key.fingerprint, "Invented Third")
    path = FORGE.write(tmp_path / "x.age", FORGE.of(recipients=(other,)))
    with pytest.raises(NotAddressedToUs):
        FORGE.verify(path)


def test_recipient_lists_that_say_nothing_or_stammer_are_refused(tmp_path: Path) -> None:
    party = FORGE.document.recipients[0]
    refused(tmp_path, FORGE.of(recipients=()), "recipient list")
    refused(tmp_path, FORGE.of(recipients=(party, party)), "recipient list")


def test_a_sender_other_than_the_signer_is_refused(tmp_path: Path) -> None:
    other = Party(SigningKey.generate().public_key.fingerprint, "Invented Third")
    refused(tmp_path, FORGE.of(sender=other), "signed by another")


@pytest.mark.parametrize("namespace", ["receipt@skrynia", "file"])
def test_a_signature_for_another_use_does_not_count(tmp_path: Path, namespace: str) -> None:
    entries = dict(FORGE.entries())
    entries[layout.SIGNATURE] = sign(entries[layout.TAGMANIFEST], FORGE.sender, namespace)
    with pytest.raises(BadSignature):
        FORGE.verify(FORGE.write(tmp_path / "x.age", list(entries.items())))


def test_a_tag_manifest_exchanged_behind_its_signature_is_refused(tmp_path: Path) -> None:
    entries = dict(FORGE.entries())
    entries[layout.TAGMANIFEST] = dict(FORGE.entries())[layout.TAGMANIFEST]
    with pytest.raises(BadSignature):
        FORGE.verify(FORGE.write(tmp_path / "x.age", list(entries.items())))


# --- versions -----------------------------------------------------------------------------


def test_a_newer_format_is_named_as_such(tmp_path: Path) -> None:
    newer = retagged(layout.BAG_INFO, lambda data: data.replace(b"Version: 1", b"Version: 2"))
    for entries in (newer, FORGE.of(version=2), [*newer[:2], ("data/new-kind", b"")]):
        with pytest.raises(NewerPackage):
            FORGE.verify(FORGE.write(tmp_path / "x.age", entries))


@pytest.mark.parametrize(
    "version", [b"0", b"01", b"", b"one", b"-1", b"1.0", b"9" * 30, "١".encode()]
)
def test_a_version_that_never_was_is_refused(tmp_path: Path, version: bytes) -> None:
    label = b"Package-Version: "
    entries = retagged(layout.BAG_INFO, lambda data: data.replace(label + b"1", label + version))
    refused(tmp_path, entries, "version|format|label")


# --- bag ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"BagIt-Profile-Identifier: urn", b"BagIt-Profile-Identifier: other", "profile"),
        (b"Payload-Oxum: ", b"Payload-Oxum: 9", "shorter"),
        (b"Payload-Oxum: 1", b"Payload-Oxum: ", "longer"),
        (b"Payload-Oxum: ", b"Payload-Oxum: x", "malformed"),
        (b".8\n", b".7\n", "counts other files"),
        (b"External-Identifier: ", b"External-Identifier: x", "different packages"),
        (b"Payload-Oxum", b"Payload-Oxum: 1.1\nPayload-Oxum", "exactly one"),
    ],
)
def test_bag_info_must_agree(tmp_path: Path, old: bytes, new: bytes, reason: str) -> None:
    assert old in dict(FORGE.entries())[layout.BAG_INFO]
    refused(tmp_path, retagged(layout.BAG_INFO, lambda data: data.replace(old, new)), reason)


def test_a_bag_of_another_version_is_refused(tmp_path: Path) -> None:
    entries = retagged(layout.BAGIT, lambda data: data.replace(b"1.0", b"0.97"))
    refused(tmp_path, entries, "BagIt 1.0")


def test_manifests_must_list_the_same_files_in_the_same_order(tmp_path: Path) -> None:
    def swapped(data: bytes) -> bytes:
        first, second, *rest = data.splitlines(keepends=True)
        return b"".join([second, first, *rest])

    refused(tmp_path, retagged(layout.MANIFEST_SHA512, swapped), "same order")


def test_a_wrong_sha512_alone_is_found(tmp_path: Path) -> None:
    for place in (5, -1, -3):

        def flipped(data: bytes, place: int = place) -> bytes:
            lines = data.splitlines(keepends=True)
            lines[place] = (b"0" if lines[place][:1] != b"0" else b"1") + lines[place][1:]
            return b"".join(lines)

        refused(tmp_path, retagged(layout.MANIFEST_SHA512, flipped), "signed hash")


@pytest.mark.parametrize("name", layout.SIGNED_TAG_FILES)
def test_a_tag_file_that_differs_from_its_signed_hash_is_refused(tmp_path: Path, name: str) -> None:
    entries = [(key, data + b"\n" if key == name else data) for key, data in FORGE.entries()]
    refused(tmp_path, entries, "signed hash")


def test_a_tag_manifest_that_lists_less_is_refused(tmp_path: Path) -> None:
    entries = dict(FORGE.entries())
    tags = {key: entries[key] for key in layout.SIGNED_TAG_FILES[:3]}
    less = dict(FORGE.signed(tags, []))
    entries[layout.TAGMANIFEST] = less[layout.TAGMANIFEST]
    entries[layout.SIGNATURE] = less[layout.SIGNATURE]
    refused(tmp_path, list(entries.items()), "does not list the tag files")


def test_fetch_txt_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    fetch = ("fetch.txt", b"https://example.org/x 1 data/x\n")
    entries = FORGE.entries()
    refused(tmp_path, [*entries[:2], fetch, *entries[2:]], "fetched")
    refused(tmp_path, [*entries, fetch], "manifest does not list")
