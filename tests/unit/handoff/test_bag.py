"""Tag files are written one way, read strictly, and agree with the bag conformance suite."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import PackageRefused
from desktop.handoff.format import bag

HEX = "ab" * 32


def test_the_declaration_is_taken_with_any_line_end_and_nothing_else() -> None:
    bag.check_declaration(bag.BAGIT_TXT)
    bag.check_declaration(bag.BAGIT_TXT.replace(b"\n", b"\r\n"))
    for bad in (
        b"",
        bag.BAGIT_TXT.replace(b"1.0", b"0.97"),
        bag.BAGIT_TXT.replace(b"UTF-8", b"UTF-16"),
        bag.BAGIT_TXT.replace(b": ", b" : "),
        b"\xef\xbb\xbf" + bag.BAGIT_TXT,
        bag.BAGIT_TXT + b"Extra: line\n",
    ):
        with pytest.raises(PackageRefused):
            bag.check_declaration(bad)


def test_fields_come_back_in_order_repeated_and_folded() -> None:
    fields = (("A", "1"), ("B", "two words"), ("A", "3"))
    assert bag.parse_info(bag.info(fields)) == fields
    assert bag.parse_info(b"A: one\n  two\r\nB: x\n") == (("A", "one two"), ("B", "x"))
    assert bag.field(fields, "b") == "two words"
    for label in ("A", "C"):
        with pytest.raises(PackageRefused):
            bag.field(fields, label)


@pytest.mark.parametrize("data", [b"no label\n", b"A : x\n", b": x\n", b"\xff\n", b"A: \0\n"])
def test_malformed_fields_are_refused(data: bytes) -> None:
    with pytest.raises(PackageRefused):
        bag.parse_info(data)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_path_comes_back_through_the_encoding(path: str) -> None:
    encoded = bag.encode_path(path)
    assert not {"\n", "\r"} & set(encoded)
    assert bag.decode_path(encoded) == path


@pytest.mark.parametrize("text", ["data/%41", "data/%", "data/%2", "data/%0"])
def test_a_percent_sign_that_encodes_nothing_is_refused(text: str) -> None:
    with pytest.raises(PackageRefused):
        bag.decode_path(text)


def test_a_manifest_comes_back_in_its_order() -> None:
    paths = ["data/b", "data/a/c", "data/100% ў"]
    made = b"".join(bag.manifest((HEX, path) for path in paths))
    parsed = bag.parse_manifest(made, "sha256")
    assert [line.path for line in parsed] == paths
    assert {line.digest for line in parsed} == {bytes.fromhex(HEX)}


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "data/../x",
        "data/./x",
        "./data/x",
        "data//x",
        "/data/x",
        "data/x/",
        "C:/data/x",
        "data/C:x",
        "\\\\host\\share\\x",
        "data\\x",
        "~/x",
        "data/CON",
        "data/nul.txt",
        "data/com1",
        "data/x.",
        "data/x ",
        "data/a\tb",
        "data/e\u0301",
        "data/" + "x" * 300,
        "elsewhere/x",
        "data/a%0Ab",
    ],
)
def test_paths_that_mean_another_place_somewhere_are_refused(path: str) -> None:
    with pytest.raises(PackageRefused):
        bag.parse_manifest(f"{HEX}  {path}\n".encode(), "sha256")


@pytest.mark.parametrize(
    ("one", "two"),
    [("data/a", "data/a"), ("data/a", "data/A"), ("data/Ў", "data/ў"), ("data/ß", "data/SS")],
)
def test_two_paths_that_are_one_somewhere_are_refused(one: str, two: str) -> None:
    with pytest.raises(PackageRefused, match="twice"):
        bag.parse_manifest(f"{HEX}  {one}\n{HEX}  {two}\n".encode(), "sha256")


@pytest.mark.parametrize(
    "line", ["", HEX[:-1] + "  data/x", HEX + "data/x", "zz" * 32 + "  data/x", HEX + "  "]
)
def test_malformed_manifest_lines_are_refused(line: str) -> None:
    with pytest.raises(PackageRefused):
        bag.parse_manifest(f"{line}x\n".encode() if not line else f"{line}\n".encode(), "sha256")


def test_a_manifest_of_the_other_algorithm_is_refused() -> None:
    with pytest.raises(PackageRefused):
        bag.parse_manifest(b"".join(bag.manifest([(HEX, "data/x")])), "sha512")


# The Library of Congress conformance suite. Ours is a profile: BagIt 1.0, SHA-256 and SHA-512.
VALID = ["v1.0/valid/basicBag"]
INVALID = [
    "v1.0/invalid/bagit-with-invalid-whitespace",
    "v1.0/invalid/same-filename-listed-twice-with-different-hashes",
]
REFUSED_THOUGH_LEGAL_ELSEWHERE = {
    "v0.97/valid": "BagIt 0.97 and MD5 manifests are not read: the profile is BagIt 1.0",
    "v0.97/warning": "BagIt 0.97; the doubtful paths in them are refused, not warned of",
}
PATH_ATTACKS = ["v0.97/linux-only", "v0.97/windows-only", "v0.97/invalid"]


def check_folder(folder: Path) -> None:
    """Hold a bag on disk against its tag files with the functions that read packages."""
    bag.check_declaration((folder / "bagit.txt").read_bytes())
    if (folder / "bag-info.txt").exists():
        bag.parse_info((folder / "bag-info.txt").read_bytes())
    checked = 0
    for algorithm in ("sha256", "sha512"):
        for prefix, payload in (("manifest", True), ("tagmanifest", False)):
            path = folder / f"{prefix}-{algorithm}.txt"
            if not path.exists():
                continue
            for line in bag.parse_manifest(path.read_bytes(), algorithm, payload):
                content = (folder / line.path).read_bytes()
                if hashlib.new(algorithm, content).digest() != line.digest:
                    raise PackageRefused("a file differs from its hash")
                checked += 1
    if not checked:
        raise PackageRefused("nothing to verify")


@pytest.mark.parametrize("name", VALID)
def test_valid_bags_of_the_conformance_suite_are_taken(shared_data: Path, name: str) -> None:
    check_folder(shared_data / "bags" / name)


@pytest.mark.parametrize("name", INVALID)
def test_invalid_bags_of_the_conformance_suite_are_refused(shared_data: Path, name: str) -> None:
    with pytest.raises(PackageRefused):
        check_folder(shared_data / "bags" / name)


@pytest.mark.parametrize("group", [*PATH_ATTACKS, *REFUSED_THOUGH_LEGAL_ELSEWHERE])
def test_bags_of_the_old_version_are_refused(shared_data: Path, group: str) -> None:
    folders = [path for path in (shared_data / "bags" / group).iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        with pytest.raises(PackageRefused, match=r"bagit\.txt"):
            check_folder(folder)


@pytest.mark.parametrize("group", ["v0.97/linux-only", "v0.97/windows-only"])
def test_path_attacks_of_the_suite_are_refused_as_such(shared_data: Path, group: str) -> None:
    """Their manifests are MD5; the same paths are tried under a digest we read."""
    manifests = sorted((shared_data / "bags" / group).glob("*/manifest-md5.txt"))
    assert manifests
    for manifest in manifests:
        paths = [line.split(None, 1)[1] for line in manifest.read_text("utf-8").splitlines()]
        made = "".join(f"{HEX}  {path}\n" for path in paths).encode()
        with pytest.raises(PackageRefused, match=r"path|belong"):
            bag.parse_manifest(made, "sha256")
