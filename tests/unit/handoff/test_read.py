"""A package that is not exactly what was signed, in every layer, is refused and says why."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.crypto.age import generate_identity
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import (
    BadSignature,
    CryptoError,
    HandoffError,
    NewerPackage,
    NotAddressedToUs,
    NotARecipient,
    PackageRefused,
    RevokedSigner,
    SkryniaError,
    UnknownSigner,
)
from desktop.handoff import layout, limits, tar
from desktop.handoff.read import Reader, open_verified, verify_package
from desktop.handoff.trust import trust_allowed_signers, trust_cards, trust_party
from desktop.model.handoff import RecordEntry
from desktop.model.identity import Card, KnownCard, Party, Role
from desktop.model.ids import new_id
from desktop.model.version import RecordKind
from tests.unit.handoff.forge import NOON, Entries, Forge, plain_tar, sha256

FORGE = Forge()
UNCHANGING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(tmp_path: Path, entries: Entries, reason: str, forge: Forge = FORGE) -> None:
    path = forge.write(tmp_path / "evil.age", entries)
    with pytest.raises(PackageRefused, match=reason):
        forge.verify(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["evil.age"], "nothing was written"


def relisted(forge: Forge, change: Callable[[dict[str, bytes]], None]) -> Entries:
    """A package whose payload is changed and listed so, signature and manifests following."""
    document = forge.document
    payload = forge.payload(document)
    change(payload)
    return forge.entries(payload, document.package_id)


def retagged(name: str, change: Callable[[bytes], bytes]) -> Entries:
    """A package whose tag file is changed, the tag manifest and signature following."""
    entries = dict(FORGE.entries())
    tags = {key: entries[key] for key in layout.SIGNED_TAG_FILES}
    payload = [(key, data) for key, data in entries.items() if key.startswith("data/")]
    return FORGE.signed({**tags, name: change(tags[name])}, payload)


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


@pytest.mark.parametrize("version", [b"0", b"", b"one", b"-1", b"1.0", b"9" * 30, "١".encode()])
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


# --- entries ------------------------------------------------------------------------------


def test_every_entry_is_needed_once_and_in_its_place(tmp_path: Path) -> None:
    entries = FORGE.entries()
    for place in range(len(entries)):
        without = entries[:place] + entries[place + 1 :]
        twice = [*entries[: place + 1], entries[place], *entries[place + 1 :]]
        for wrong in (without, twice, *([_swapped(entries, place)] if place else [])):
            with pytest.raises((PackageRefused, BadSignature)):
                FORGE.verify(FORGE.write(tmp_path / "x.age", wrong))


def _swapped(entries: Entries, place: int) -> Entries:
    return [*entries[: place - 1], entries[place], entries[place - 1], *entries[place + 1 :]]


def test_an_entry_that_no_manifest_lists_is_refused(tmp_path: Path) -> None:
    entries = FORGE.entries()
    extra = (layout.media_path("0" * 64), b"x")
    refused(tmp_path, [*entries, extra], "does not list")
    refused(tmp_path, [*entries[:8], extra, *entries[8:]], "does not list")


@pytest.mark.parametrize(
    "path",
    [
        "data/../../x",
        "../x",
        "/etc/x",
        "C:/x",
        "C:x",
        "\\\\host\\share",
        "data/CON",
        "data/media/con.txt",
        "data/é".encode().decode().replace("é", "e\u0301"),
        "data/a:stream",
        "data/x\u202etxt",
    ],
)
def test_path_tricks_are_refused_listed_or_not(tmp_path: Path, path: str) -> None:
    entries = FORGE.entries()
    refused(tmp_path, [*entries, (path, b"x")], "path")
    listed = relisted(FORGE, lambda payload: payload.update({path: b"x"}))
    refused(tmp_path, listed, "path|does not belong")


def test_names_that_only_some_systems_tell_apart_are_refused(tmp_path: Path) -> None:
    for first, second in (
        ("data/schemas/x.json", "data/schemas/X.json"),
        ("data/ў", "data/Ў"),
        (layout.README, "data/readme.txt"),
    ):
        evil = relisted(
            FORGE,
            lambda payload, a=first, b=second: payload.update({a: b"", b: b""}),  # type: ignore[misc]
        )
        refused(tmp_path, evil, "twice, or two that are one")


def test_a_place_that_the_format_does_not_have_is_refused(tmp_path: Path) -> None:
    for path in (
        "data/notes.txt",
        "data/media/" + "A" * 64,
        "data/records/interview/x/y.json",
        "data/schemas/deep/x.json",
    ):
        evil = relisted(FORGE, lambda payload, path=path: payload.update({path: b""}))  # type: ignore[misc]
        refused(tmp_path, evil, "no place")


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo(layout.media_path("0" * 64))
    info.type, info.linkname = kind, "/etc/passwd"
    data = plain_tar(FORGE.entries()).removesuffix(tar.END) + info.tobuf(tarfile.USTAR_FORMAT)
    path = FORGE.write_tar(tmp_path / "x.age", data + tar.END)
    with pytest.raises(PackageRefused, match=r"link|device|pipe"):
        FORGE.verify(path)


# --- the document -------------------------------------------------------------------------


def test_documents_that_list_other_things_than_the_manifest_are_refused(tmp_path: Path) -> None:
    document = FORGE.document
    ghost = RecordEntry(RecordKind.PERSON, new_id(), "0" * 64)
    refused(tmp_path, FORGE.of(records=(*document.records, ghost)), "not in the manifest")
    refused(tmp_path, FORGE.of(media=(), records=()), "holds nothing")

    def hidden(payload: dict[str, bytes]) -> None:
        payload[layout.media_path(sha256(b"hidden"))] = b"hidden"

    refused(tmp_path, relisted(FORGE, hidden), "that the document does not")

    def stray_seal(payload: dict[str, bytes]) -> None:
        payload[layout.seal_path("0" * 64)] = b"seal"

    refused(tmp_path, relisted(FORGE, stray_seal), "seal belongs to no record")


def test_an_original_under_another_hash_or_size_is_refused(tmp_path: Path) -> None:
    def exchanged(payload: dict[str, bytes]) -> None:
        payload[layout.media_path(sha256(FORGE.media[0]))] = b"exchanged"

    refused(tmp_path, relisted(FORGE, exchanged), "under its hash")
    media = FORGE.document.media
    longer = (replace(media[0], size=media[0].size + 1), *media[1:])
    refused(tmp_path, FORGE.of(media=longer), "another size")


def test_an_interview_without_its_consent_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, FORGE.of(consents=()), "without a consent")


def test_what_is_listed_twice_is_refused(tmp_path: Path) -> None:
    document = FORGE.document
    for changes in (
        {"records": document.records * 2},
        {"media": document.media * 2},
        {"consents": document.consents * 2},
    ):
        refused(tmp_path, FORGE.of(**changes), "twice|does not")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"format":"skrynia-package","version":1}',
        b'{"format":"other","version":1}',
        b'{"format":"skrynia-package","version":1' + b"0" * 5000 + b"}",
        b'{"format":"skrynia-package","version":true}',
        b"\xff\xfe",
        b'{"format":"skrynia-package","format":"skrynia-package","version":1}',
    ],
)
def test_json_bombs_and_other_json_are_refused(tmp_path: Path, data: bytes) -> None:
    evil = relisted(FORGE, lambda payload: payload.update({layout.DOCUMENT: data}))
    with pytest.raises(HandoffError):
        FORGE.verify(FORGE.write(tmp_path / "x.age", evil))


def test_an_unknown_field_and_another_spelling_of_the_document_are_refused(tmp_path: Path) -> None:
    for change in (
        lambda data: data.replace(b'{"confirmed"', b'{"aaa":1,"confirmed"'),
        lambda data: data.replace(b'":', b'": ', 1),
    ):

        def changed(payload: dict[str, bytes], change: Callable[[bytes], bytes] = change) -> None:
            payload[layout.DOCUMENT] = change(payload[layout.DOCUMENT])

        refused(tmp_path, relisted(FORGE, changed), "breaks its schema")


# --- sizes --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*layout.TAG_FILES, layout.DOCUMENT, layout.README])
def test_sizes_beyond_the_limits_are_refused_from_the_header_alone(
    tmp_path: Path, path: str
) -> None:
    """Nothing of the claimed gigabytes is there: a reader that believed them would wait."""
    entries = FORGE.entries()
    place = [name for name, _ in entries].index(path)
    claim = tar.header(path, limits.MANIFEST + limits.MIB)
    data = plain_tar(entries[:place]).removesuffix(tar.END) + claim
    with pytest.raises(PackageRefused, match=r"too large|longer than"):
        FORGE.verify(FORGE.write_tar(tmp_path / "x.age", data))


def test_a_document_longer_than_its_manifest_explains_is_refused(tmp_path: Path) -> None:
    evil = FORGE.of(confirmed=("x" * 100_000,))
    refused(tmp_path, evil, "too large")


def test_a_package_with_nothing_in_it_is_no_package(tmp_path: Path) -> None:
    refused(tmp_path, [], "nothing to verify")
    with pytest.raises(PackageRefused):
        FORGE.verify(FORGE.write_tar(tmp_path / "evil.age", b""))


# --- any change at all --------------------------------------------------------------------

SMALL = Forge(media=[b"photo" * 20])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return SMALL.write(tmp_path_factory.mktemp("whole") / "x.age").read_bytes()


def changed_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.age"
    path.write_bytes(data)
    with pytest.raises((CryptoError, HandoffError)):
        SMALL.verify(path)
    assert list(tmp_path.iterdir()) == [path]


@UNCHANGING
@given(st.data())
def test_cut_anywhere_it_is_refused(tmp_path: Path, whole: bytes, data: st.DataObject) -> None:
    changed_file_is_refused(tmp_path, whole[: data.draw(st.integers(0, len(whole) - 1))])


@UNCHANGING
@given(st.data(), st.integers(1, 255))
def test_any_byte_changed_it_is_refused(
    tmp_path: Path, whole: bytes, data: st.DataObject, flip: int
) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= flip
    changed_file_is_refused(tmp_path, bytes(changed))


@UNCHANGING
@given(st.data(), st.binary(min_size=1, max_size=100))
def test_anything_inserted_it_is_refused(
    tmp_path: Path, whole: bytes, data: st.DataObject, more: bytes
) -> None:
    place = data.draw(st.integers(0, len(whole)))
    changed_file_is_refused(tmp_path, whole[:place] + more + whole[place:])


@UNCHANGING
@given(st.data())
def test_any_stretch_repeated_it_is_refused(
    tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    changed_file_is_refused(tmp_path, whole[:end] + whole[start:end] + whole[end:])


@UNCHANGING
@given(st.data(), st.integers(1, 255))
def test_any_byte_changed_under_the_encryption_is_refused_or_never_signed(
    tmp_path: Path, data: st.DataObject, flip: int
) -> None:
    """What a recipient with the sender's ciphertext key could do: change the tar itself."""
    plain = bytearray(plain_tar(SMALL.entries()))
    place = data.draw(st.integers(0, len(plain) - 1))
    plain[place] ^= flip
    path = SMALL.write_tar(tmp_path / "x.age", bytes(plain))
    try:
        SMALL.verify(path)
    except SkryniaError:
        return
    block = bytes(plain[place - place % tar.BLOCK :][: tar.BLOCK])
    assert block[257:262] == b"ustar", "only a header field without meaning may differ"
