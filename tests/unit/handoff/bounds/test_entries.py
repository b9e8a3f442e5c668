"""Entries that are no file of the format, though a trusted key signed all that is listed."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from desktop.errors import PackageRefused
from desktop.handoff.format import layout, limits, tar
from tests.unit.handoff.forge import plain_tar
from tests.unit.handoff.hostile import FORGE, refused, relisted, retagged


@pytest.mark.parametrize("name", ["data", "data/", "../../x", "/etc", "C:/x", "data/media"])
@pytest.mark.parametrize("place", ["before", "behind"])
def test_a_directory_is_refused_and_not_passed_over(tmp_path: Path, name: str, place: str) -> None:
    info = tarfile.TarInfo(name)
    info.type = tarfile.DIRTYPE
    entry, sound = info.tobuf(tarfile.USTAR_FORMAT), plain_tar(FORGE.entries())
    data = entry + sound if place == "before" else sound.removesuffix(tar.END) + entry + tar.END
    path = FORGE.write_tar(tmp_path / "x.age", data)
    with pytest.raises(PackageRefused, match="directory"):
        FORGE.verify(path)


DEVICES = ("con", "prn", "aux", "nul", "com0", "com1", "com9", "lpt0", "lpt1", "lpt9")


@pytest.mark.parametrize("name", DEVICES)
def test_a_schema_named_like_a_device_of_windows_is_refused(tmp_path: Path, name: str) -> None:
    path = f"data/schemas/{name}.json"
    refused(tmp_path, relisted(FORGE, lambda payload: payload.update({path: b"{}"})), "unsafe")
    refused(tmp_path, [*FORGE.entries(), (path, b"{}")], "unsafe|does not list")


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn"])
def test_a_kind_named_like_a_device_of_windows_is_refused(tmp_path: Path, name: str) -> None:
    path = f"data/records/{name}/{'0' * 8}-0000-0000-0000-{'0' * 12}/{'0' * 64}.json"
    refused(tmp_path, relisted(FORGE, lambda payload: payload.update({path: b"{}"})), "unsafe")


@pytest.mark.parametrize("name", ["console", "com", "com10", "lpt", "nullable", "auxiliary"])
def test_a_schema_whose_name_only_begins_like_a_device_is_let_in(tmp_path: Path, name: str) -> None:
    path = layout.schema_path(name)
    entries = relisted(FORGE, lambda payload: payload.update({path: b"{}"}))
    verified = FORGE.verify(FORGE.write(tmp_path / "x.age", entries))
    assert verified.sender.name == "Known Sender"


@pytest.mark.parametrize(
    "path",
    [
        "data/schemas/x.json.", "data/schemas/x.json ", "data/schemas/X.json", "data/schemas/.json",
        "data/schemas/x.json/y", "data/schemas/x\0.json", "data/Schemas/x.json",
    ],
)  # fmt: skip
def test_a_schema_of_another_spelling_is_refused(tmp_path: Path, path: str) -> None:
    evil = relisted(FORGE, lambda payload: payload.update({path: b"{}"}))
    refused(tmp_path, evil, "unsafe|no place|NUL")


def test_more_files_than_the_format_has_use_for_are_refused(tmp_path: Path) -> None:
    def with_schemas(count: int) -> list[tuple[str, bytes]]:
        names = [layout.schema_path(f"s{number}") for number in range(count)]
        return relisted(FORGE, lambda payload: payload.update(dict.fromkeys(names, b"{}")))

    there = len([path for path, _ in FORGE.entries() if path in _OTHERS])
    FORGE.verify(FORGE.write(tmp_path / "x.age", with_schemas(limits.OTHERS - there - 1)))
    (tmp_path / "x.age").unlink()
    refused(tmp_path, with_schemas(limits.OTHERS), "too many files")


_OTHERS = (layout.DOCUMENT, layout.README, layout.CUSTODY)


@pytest.mark.parametrize("more", [b"\n", b"\r\n", b"\r", b"\n" * 1000])
@pytest.mark.parametrize("name", [layout.MANIFEST_SHA256, layout.MANIFEST_SHA512])
def test_empty_lines_in_a_manifest_are_refused(tmp_path: Path, name: str, more: bytes) -> None:
    refused(tmp_path, retagged(name, lambda data: data + more), "empty line")
    refused(tmp_path, retagged(name, lambda data: more + data), "empty line")
    refused(tmp_path, retagged(name, lambda data: data.replace(b"\n", b"\n" + more, 1)), "empty")


def test_a_list_that_begins_very_often_is_refused(tmp_path: Path) -> None:
    again = b',"x":[' + b'"records":[],' * 1000 + b"1]}"

    def change(payload: dict[str, bytes]) -> None:
        payload[layout.DOCUMENT] = payload[layout.DOCUMENT][:-1] + again

    refused(tmp_path, relisted(FORGE, change), "document|schema")
