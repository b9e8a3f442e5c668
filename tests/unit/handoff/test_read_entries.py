"""A package that is not exactly what was signed, entry by entry and byte by byte, is refused."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import (
    BadSignature,
    CryptoError,
    HandoffError,
    PackageRefused,
    SkryniaError,
)
from desktop.handoff.format import layout, limits, tar
from desktop.model.handoff import RecordEntry
from desktop.model.ids import new_id
from desktop.model.person import PERSON_KIND
from tests.unit.handoff.forge import Entries, Forge, plain_tar, sha256
from tests.unit.handoff.hostile import FORGE, UNCHANGING, refused, relisted

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
        refused(tmp_path, evil, "no place")


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
    ghost = RecordEntry(PERSON_KIND, new_id(), "0" * 64, FORGE.grounds)
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
        {"records": (*document.records, *document.records)},
        {"media": (*document.media, *document.media)},
        {"consents": (*document.consents, *document.consents)},
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


def test_another_spelling_of_the_document_is_refused(tmp_path: Path) -> None:
    for change in (
        lambda data: data.replace(b'{"authors"', b'{"zzz":1,"authors"'),
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
    evil = FORGE.of(confirmed=("x" * (17 << 20),))
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
