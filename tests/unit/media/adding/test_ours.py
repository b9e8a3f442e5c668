"""No vault, key, package, receipt or card comes in as a file, however it is named or packed."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import os
import shutil
import tarfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.crypto.age.x25519 import X25519Identity
from desktop.media.adding import prepare
from desktop.media.adding.ingest import add_files
from desktop.media.adding.ours import mark_of
from desktop.media.adding.sources import FailedFile, Failure, MemoryFile
from desktop.media.adding.within import mark_within
from desktop.media.decoding import decoder
from desktop.model.media import MetadataItem
from desktop.vault import Vault
from tests.slices import sliced
from tests.support import make_vault
from tests.unit.media import hostile

SAMPLES = Path(__file__).parents[3] / "data" / "format-1"
KEY = f"{X25519Identity.generate().secret_text()}\n".encode()


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def a_zip(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in names.items():
            made.writestr(name, data)
    return out.getvalue()


def a_tar(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as made:
        for name, data in names.items():
            held = tarfile.TarInfo(name)
            held.size = len(data)
            made.addfile(held, io.BytesIO(data))
    return out.getvalue()


PACKED: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": a_zip,
    "tar": a_tar,
    "tar.gz": lambda names: gzip.compress(a_tar(names)),
    "tar.bz2": lambda names: bz2.compress(a_tar(names)),
    "tar.xz": lambda names: lzma.compress(a_tar(names)),
    "zip in a zip": lambda names: a_zip({"inner.zip": a_zip(names)}),
    "tar.gz in a zip": lambda names: a_zip({"inner.tgz": gzip.compress(a_tar(names))}),
}


def slots(vault: Vault) -> bytes:
    return (vault.folder / "keys.json").read_bytes()


def test_documents_of_ours_are_known_by_what_they_are(vault: Vault) -> None:
    assert mark_of(slots(vault)) is Failure.VAULT
    assert mark_of(KEY) is Failure.KEY
    for path in (SAMPLES / "cards").glob("*.skrynia-card"):
        assert mark_of(path.read_bytes()) in (Failure.CARD, None), path.name
    assert mark_of((SAMPLES / "cards" / "office.skrynia-card").read_bytes()) is Failure.CARD
    for kind in ("packages", "receipts"):
        for path in (SAMPLES / kind).glob("*.age"):
            assert mark_of(path.read_bytes()) is Failure.PACKAGE, path.name
    assert mark_of(b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n") is Failure.PACKAGE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a letter about age-encryption.org/v1 and skrynia key slots",
        b'{"note": "a card", "card": "visa"}',
        hostile.jpeg((32, 32)),
        a_zip({"word/document.xml": b"<w:document/>", "keys.json": b'{"other": 1}'}),
    ],
)
def test_other_files_are_none_of_ours(data: bytes) -> None:
    assert mark_of(data) is None
    assert mark_within(data, (b"s" * 16,)) is None


@pytest.mark.parametrize("form", sliced([*PACKED], "zip", "tar.gz in a zip"))
def test_an_archive_is_looked_through(vault: Vault, form: str) -> None:
    pack, plain = PACKED[form], {"letter.txt": b"invented", "photo.jpg": hostile.jpeg((16, 16))}
    database = (vault.folder / "vault.db").read_bytes()
    assert mark_within(pack(plain)) is None
    assert mark_within(pack({**plain, "a/KEYS.json": slots(vault)})) is Failure.VAULT
    assert mark_within(pack({**plain, "b.bin": slots(vault)})) is Failure.VAULT
    assert mark_within(pack({**plain, "x.skrynia/vault.db": b"random"})) is Failure.VAULT
    assert mark_within(pack({**plain, "random": database}), (vault.file_salt,)) is Failure.VAULT
    assert mark_within(pack({**plain, "key.txt": KEY})) is Failure.KEY
    package = next((SAMPLES / "packages").glob("*.age")).read_bytes()
    assert mark_within(pack({**plain, "p": package})) is Failure.PACKAGE


def test_what_is_only_compressed_is_looked_into(vault: Vault) -> None:
    for packed in (gzip.compress, bz2.compress, lzma.compress):
        assert mark_within(packed(slots(vault))) is Failure.VAULT
        assert mark_within(packed(b"a letter")) is None


@pytest.mark.parametrize("size", [0, 1, 30, 100, 400])
def test_of_a_broken_archive_not_all_was_seen(size: int) -> None:
    for form, pack in PACKED.items():
        whole = pack({"letter.txt": b"invented" * 40})
        known = size > 262 if form == "tar" else size > 4
        broken = known and len(whole) > size
        found = mark_within(whole[:size])
        assert found is (Failure.UNSEARCHED if broken else None), form


@pytest.mark.parametrize(
    "start",
    [
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"070701" + b"0" * 104,
        b"MSCF\0\0\0\0",
        b"\x28\xb5\x2f\xfd",
        bytes(0x8001) + b"CD001",
        b"\xeb\x58\x90mkfs.fat" + bytes(71) + b"FAT32   ",
    ],
)
def test_what_is_not_read_here_is_named_as_not_searched(vault: Vault, start: bytes) -> None:
    packed = start + os.urandom(500)
    assert mark_within(a_zip({"inner": packed})) is Failure.UNSEARCHED
    report = add_files(vault, [MemoryFile("a", packed), MemoryFile("b", b"x.skrynia/keys.json")])
    assert report.failed == (FailedFile("a", Failure.UNSEARCHED),)
    named = add_files(vault, [MemoryFile("a", packed + b"V.skrynia/keys.json")])
    assert named.failed == (FailedFile("a", Failure.VAULT),)


def encrypted(data: bytes) -> bytes:
    """The same zip, whose list says of each member that it is encrypted."""
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data = data[: at + 8] + bytes([data[at + 8] | 1]) + data[at + 9 :]
        at = data.find(b"PK\x01\x02", at + 4)
    return data


def test_a_part_of_an_archive_that_was_not_seen_is_said(vault: Vault) -> None:
    letters, mine = a_zip({"letter.txt": b"invented"}), a_zip({"k.txt": slots(vault)})
    assert mark_within(encrypted(letters)) is Failure.UNSEARCHED
    assert mark_within(encrypted(a_zip({"V/vault.db": b"random"}))) is Failure.VAULT
    # A member before those that the list names, and a tar that goes on behind its end.
    local = mine[: mine.index(b"PK\x01\x02")]
    assert mark_within(local + letters) is Failure.UNSEARCHED
    assert mark_within(a_tar({"a": b"b"}) + a_tar({"k": slots(vault)})) is Failure.UNSEARCHED
    deep = letters
    for _ in range(9):
        deep = a_zip({"inner.zip": deep})
    assert mark_within(deep) is Failure.UNSEARCHED
    assert mark_within(a_zip({"a.zip": encrypted(letters), "k": slots(vault)})) is Failure.VAULT


def test_a_key_far_into_a_member_is_found() -> None:
    assert mark_within(a_zip({"notes.txt": b"a letter\n" * 100_000 + KEY})) is Failure.KEY


def a_mail(attached: bytes, coding: str = "base64") -> bytes:
    body = base64.encodebytes(attached) if coding == "base64" else attached
    lines = f"""From: Ana <ana@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_x.1"

--=_x.1
Content-Type: text/plain

Invented.
--=_x.1
Content-Type: application/json; name="k.json"
Content-Transfer-Encoding: {coding}

"""
    return lines.encode() + body + b"\n--=_x.1--\n"


def test_what_is_attached_to_a_mail_is_looked_at(vault: Vault) -> None:
    for coding in ("base64", "7bit"):
        assert mark_within(a_mail(slots(vault), coding)) is Failure.VAULT
        assert mark_within(a_mail(b"invented", coding)) is None
    assert mark_within(a_mail(a_zip({"k": slots(vault)}))) is Failure.VAULT
    assert mark_within(a_mail(a_mail(slots(vault)))) is Failure.VAULT
    box = b"From ana Mon\n" + a_mail(b"invented") + b"\nFrom ana Tue\n" + a_mail(slots(vault))
    assert mark_within(box) is Failure.VAULT
    assert mark_within(a_mail(b"begin 644 k.json\n#0V%T\n`\nend", "7bit")) is Failure.UNSEARCHED


def test_older_documents_are_searched_for_key_slots(vault: Vault) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert mark_within(ole) is None
    assert mark_within(ole + slots(vault)) is Failure.VAULT
    assert mark_within(ole + "EncryptedPackage".encode("utf-16-le")) is Failure.UNSEARCHED


def test_a_person_takes_a_file_that_could_not_be_searched(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "a.7z", tmp_path / "folder" / "b.7z", tmp_path / "v.7z"]
    for number, path in enumerate(paths):
        path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes([number]) * 99)
    paths[2].write_bytes(paths[2].read_bytes() + b"V.skrynia/keys.json")
    given = [paths[0], tmp_path / "folder", paths[2]]
    report = add_files(vault, iter(given), unsearched=[*given, paths[1]])
    assert report.unsearched == ()
    assert report.failed == (
        FailedFile("b.7z", Failure.UNSEARCHED),
        FailedFile("v.7z", Failure.VAULT),
    )
    [added] = report.added
    assert MetadataItem("File", "SearchedForKeys", "no") in vault.media.metadata(added.media_id)


def test_only_what_was_named_itself_is_offered(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "from a card"
    folder.mkdir()
    paths = [folder / f"{number}.7z" for number in range(5)]
    for path in paths:
        path.write_bytes(b"7z\xbc\xaf\x27\x1c" + path.name.encode())
    report = add_files(vault, [folder, paths[3]])
    assert [each.reason for each in report.failed] == [Failure.UNSEARCHED] * 6
    assert report.unsearched == (paths[3],)
    assert not add_files(vault, [folder], unsearched=paths).added
    assert len(add_files(vault, paths[:2], unsearched=paths[:1]).added) == 1


def test_nothing_of_ours_comes_in_by_any_way(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    shutil.copyfile(vault.folder / "keys.json", folder / "letter.txt")
    (folder / "docs.zip").write_bytes(a_zip({"k.txt": slots(vault)}))
    (folder / "office.jpg").write_bytes((SAMPLES / "cards" / "office.skrynia-card").read_bytes())
    package = next((SAMPLES / "packages").glob("*.age")).read_bytes()
    (folder / "movie.mp4").write_bytes(package)
    (folder / "photo.jpg").write_bytes(hostile.jpeg((32, 32)))
    dropped = [MemoryFile("a", slots(vault)), MemoryFile("b", package), MemoryFile("c.zip", b"PK")]
    report = add_files(vault, [folder, *dropped])
    assert [file.name for file in report.added] == ["photo.jpg", "c.zip"]
    assert report.failed == (
        FailedFile("docs.zip", Failure.VAULT),
        FailedFile("letter.txt", Failure.VAULT),
        FailedFile("movie.mp4", Failure.PACKAGE),
        FailedFile("office.jpg", Failure.CARD),
        FailedFile("a", Failure.VAULT),
        FailedFile("b", Failure.PACKAGE),
    )


def test_what_was_deleted_and_what_systems_leave_is_not_taken(vault: Vault, tmp_path: Path) -> None:
    card = tmp_path / "card"
    for name in (
        ".Trash-1000/files/old.jpg",
        ".Trashes/501/old.jpg",
        "$RECYCLE.BIN/S-1-5/old.jpg",
        "System Volume Information/IndexerVolumeGuid",
        ".Spotlight-V100/store.db",
        "DCIM/100/IMG.jpg",
        "DCIM/100/._odd.jpg",
    ):
        (card / name).parent.mkdir(parents=True, exist_ok=True)
        (card / name).write_bytes(hostile.jpeg((16, 16)))
    (card / "DCIM/100/._IMG.jpg").write_bytes(b"\0\x05\x16\x07\0\2\0\0Mac OS X")
    report = add_files(vault, [card])
    assert sorted(file.name for file in report.added + report.already_there) == [
        "._odd.jpg",
        "IMG.jpg",
    ]
    assert [(each.name, each.reason) for each in report.failed] == [
        ("$RECYCLE.BIN", Failure.TRASH),
        (".Trash-1000", Failure.TRASH),
        (".Trashes", Failure.TRASH),
    ]
    assert not report.refused
    named = add_files(vault, [card / ".Trashes"])
    assert len(named.added + named.already_there) == 1, "a person chose it"


def test_key_slots_saved_again_by_an_editor_are_known(vault: Vault) -> None:
    text = slots(vault).decode()
    for encoding in ("utf-8-sig", "utf-16", "utf-16-be"):
        assert mark_of(text.encode(encoding)) is Failure.VAULT, encoding


def test_key_slots_are_known_wherever_they_stand(vault: Vault) -> None:
    text = slots(vault).decode()
    for where, data in {
        "in the text of a mail": b"Subject: a copy\n\n" + text.encode(),
        "behind a picture": hostile.jpeg((32, 32)) + text.encode(),
        "behind as many blanks as are looked at": b"\n" * 100_000 + text.encode(),
        "quoted in another document": json.dumps({"messages": [{"text": text}]}).encode(),
        "as UTF-16 in the middle": ("Copied:\n" + text).encode("utf-16-le"),
        "behind a picture, as UTF-16": hostile.jpeg((32, 32)) + text.encode("utf-16-be"),
    }.items():
        assert mark_of(data) is Failure.VAULT, where
        report = add_files(vault, [MemoryFile("any.name", data)])
        assert report.failed == (FailedFile("any.name", Failure.VAULT),), where
    told = b'Its first field is "format": "skrynia key slots", its second holds the slots.'
    assert mark_of(told) is None


def test_a_zip_behind_something_else_is_looked_through(vault: Vault) -> None:
    for before in (b"MZ a program that unpacks itself" * 4000, hostile.jpeg((32, 32))):
        packed = before + a_zip({"k.txt": slots(vault)})
        assert mark_within(packed) is Failure.VAULT
        report = add_files(vault, [MemoryFile("setup.exe", packed)])
        assert report.failed == (FailedFile("setup.exe", Failure.VAULT),)
    assert mark_within(hostile.jpeg((32, 32)) + a_zip({"letter.txt": b"invented"})) is None


def test_archives_within_archives_are_looked_through(vault: Vault) -> None:
    packed = a_zip({"k.txt": slots(vault)})
    for _ in range(4):
        packed = a_zip({"inner.zip": packed})
    assert mark_within(packed) is Failure.VAULT


def test_what_is_dropped_under_the_name_of_a_vaults_file_is_not_taken(vault: Vault) -> None:
    dropped = [MemoryFile(name, b"random") for name in ("vault.db", "Vault.lock", "vault.db-wal")]
    report = add_files(vault, [*dropped, MemoryFile("keys.json", b'{"other": 1}')])
    assert [file.name for file in report.failed] == [file.name for file in dropped]
    assert [file.name for file in report.added] == ["keys.json"]


def test_a_large_packed_vault_is_known_by_how_it_begins(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 300_000)
    rest = {"V.skrynia/keys.json": slots(vault), "V.skrynia/photos": os.urandom(400_000)}
    letters = {"letter.txt": b"invented", "photos": os.urandom(400_000)}
    for name, held in (("vault.tgz", rest), ("letters.tgz", letters)):
        (tmp_path / name).write_bytes(gzip.compress(a_tar(held), 1))
    report = add_files(vault, [tmp_path / "vault.tgz", tmp_path / "letters.tgz"])
    assert report.failed == (
        FailedFile("vault.tgz", Failure.VAULT),
        FailedFile("letters.tgz", Failure.UNSEARCHED),
    )


def test_what_nobody_could_look_through_is_told_by_its_names(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: ["/nowhere/decoder"])
    packed = a_zip({"V.skrynia/vault.db": os.urandom(100), "letter.txt": b"invented"})
    report = add_files(
        vault, [MemoryFile("v.zip", packed), MemoryFile("l.zip", a_zip({"letter.txt": b"x"}))]
    )
    assert report.failed == (
        FailedFile("v.zip", Failure.VAULT),
        FailedFile("l.zip", Failure.UNSEARCHED),
    )


def test_the_names_of_a_vault_are_found_in_one_go_through_a_file_that_cannot_be_read() -> None:
    head = b"7z\xbc\xaf\x27\x1c"
    apart = head.ljust(prepare._STRETCH - 4, b"x") + b"V.skrynia/keys.json"
    assert prepare._by_names(apart) is Failure.VAULT
    long, began = head + b"letter" * 700_000, time.thread_time()
    assert prepare._by_names(long) is Failure.UNSEARCHED
    # Of the processor: over and over for each of its bytes, it takes some two seconds.
    assert time.thread_time() - began < 1.0
