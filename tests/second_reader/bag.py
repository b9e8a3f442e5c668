"""The tag files: BagIt 1.0 with the package's profile (page, Entries and their order)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from . import limits
from .errors import Refused, require

_VERSION = "skrynia-package-version"
_ONCE = (_VERSION, "bagit-profile-identifier", "external-identifier", "payload-oxum")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:uuid:5b0f2a5e-7c37-4f58-9b5a-2f6d0c8a41e7"
TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt")
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tagmanifest-sha256.txt.sig"
DOCUMENT = "data/package.json"
README = "data/README.txt"
CUSTODY = "data/custody.jsonl"
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_DEVICE = "(?:con|prn|aux|nul|(?:com|lpt)[0-9])"
_PATHS = {
    "schema": rf"data/schemas/(?!{_DEVICE}\.)([a-z][a-z0-9-]{{0,40}})\.json",
    "record": rf"data/records/(?!{_DEVICE}/)([a-z][a-z-]{{0,30}})/({UUID})/([0-9a-f]{{64}})\.json",
    "seal": r"data/seals/([0-9a-f]{64})\.sig",
    "media": r"data/media/([0-9a-f]{64})",
    "document": r"data/package\.json",
    "readme": r"data/README\.txt",
    "custody": r"data/custody\.jsonl",
}
_COMPILED = {name: re.compile(pattern) for name, pattern in _PATHS.items()}
_LARGEST = {
    "schema": limits.SCHEMA,
    "record": limits.RECORD,
    "seal": limits.SEAL,
    "media": limits.MEDIA,
    "readme": limits.SMALL,
    "custody": limits.CUSTODY,
}
_BLANKS = " \t"
_NUMBER = r"(?:0|[1-9][0-9]{0,18})"


def classify(path: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a payload path, and the parts that its pattern names. Refused: path."""
    for kind, pattern in _COMPILED.items():
        if match := pattern.fullmatch(path):
            return kind, match.groups()
    raise Refused("path", path)


def largest(path: str, payload_files: int) -> int:
    """How many bytes an entry may have (limits)."""
    if path.startswith("manifest-"):
        return limits.MANIFEST
    if path == DOCUMENT:
        return limits.DOCUMENT + limits.DOCUMENT_FOR_EACH_FILE * payload_files
    if not path.startswith("data/"):
        return limits.SMALL
    return _LARGEST[classify(path)[0]]


@dataclass(frozen=True)
class Info:
    """bag-info.txt."""

    package_id: str
    octets: int
    streams: int


def _fields(octets: bytes, rule: str) -> list[tuple[str, str]]:
    """Labels in lower case and values of a tag file, folded values in one (RFC 8493, 2.2.2)."""
    found: list[tuple[str, str]] = []
    for line in _lines(octets, rule):
        if line[0] in _BLANKS and found:
            label, value = found.pop()
            found.append((label, f"{value} {line.strip(_BLANKS)}".strip(_BLANKS)))
            continue
        label, colon, value = line.partition(":")
        require(bool(colon and label.strip(_BLANKS)), rule, "a line")
        # other letters than ASCII's have no case here: no label of ours is written with them
        lower = label.lower() if label.isascii() else label
        found.append((lower.strip(_BLANKS), value.strip(_BLANKS)))
    return found


def check_bagit(octets: bytes) -> None:
    """bagit.txt. Refused: bagit."""
    wanted = [("bagit-version", "1.0"), ("tag-file-character-encoding", "UTF-8")]
    require(_fields(octets, "bagit") == wanted, "bagit")


def check_version(octets: bytes) -> None:
    """The version in bag-info.txt, before anything else. Refused: newer-program, bag-info."""
    versions = [v for name, v in _fields(octets, "bag-info") if name == _VERSION]
    version = versions[0] if len(versions) == 1 else ""
    require(bool(re.fullmatch("0|[1-9][0-9]{0,8}", version)), "bag-info", "version")
    require(int(version) <= 1, "newer-program", version)
    require(version == "1", "bag-info", "version")


def info(octets: bytes) -> Info:
    """The other fields of bag-info.txt. Refused: bag-info."""
    fields = _fields(octets, "bag-info")
    named = dict(fields)
    once = [name for name, _value in fields if name in _ONCE]
    require(sorted(once) == sorted(_ONCE), "bag-info", "fields")
    require(named["bagit-profile-identifier"] == PROFILE, "bag-info", "profile")
    oxum = re.fullmatch(rf"({_NUMBER})\.({_NUMBER})", named["payload-oxum"])
    if oxum is None:
        raise Refused("bag-info", "oxum")
    return Info(named["external-identifier"], int(oxum[1]), int(oxum[2]))


def _lines(octets: bytes, rule: str) -> list[str]:
    """The lines of a tag file, ended by LF, CR or CRLF (the last perhaps not), none empty."""
    try:
        text = octets.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused(rule, "not UTF-8") from error
    require("\x00" not in text and "\ufeff" not in text, rule, "NUL or byte-order mark")
    lines = text.removesuffix("\n").split("\n")
    require(all(lines), rule, "an empty line")
    return lines


def manifest(octets: bytes, digits: int, rule: str) -> dict[str, str]:
    """Path to hash (lower-case hex) in the order of the lines. Refused: by rule."""
    line_of = re.compile(rf"([0-9A-Fa-f]{{{digits}}})[ \t]+([!-~]{{1,240}})")
    sums: dict[str, str] = {}
    for line in _lines(octets, rule):
        match = line_of.fullmatch(line)
        if match is None or match[2] in sums:
            raise Refused(rule, line[:200])
        sums[match[2]] = match[1].lower()
    return sums


@dataclass(frozen=True)
class Sums:
    """Both hashes of a payload file, as the manifests say, in lower-case hex."""

    sha256: str
    sha512: str

    def digests(self) -> dict[bytes, bytes]:
        """For a signature over the file (see sshsig)."""
        return {b"sha256": bytes.fromhex(self.sha256), b"sha512": bytes.fromhex(self.sha512)}


def payload(sha256: bytes, sha512: bytes) -> dict[str, Sums]:
    """Both manifests held against each other. Refused: manifest, path, too-large."""
    first = manifest(sha256, 64, "manifest")
    second = manifest(sha512, 128, "manifest")
    require(list(first) == list(second), "manifest", "the two differ")
    require(len(first) <= limits.PAYLOAD_FILES, "too-large", "payload files")
    require(next(iter(first)) == DOCUMENT, "manifest", "the document is not first")
    others = 0
    for path, digest in first.items():
        kind, parts = classify(path)
        if kind in ("record", "media"):
            require(parts[-1] == digest, "named-by-another-hash", path)
        others += kind not in ("record", "media", "seal")
    require(others <= limits.OTHER_FILES, "too-large", "other files")
    return {path: Sums(first[path], second[path]) for path in first}


def check_tag_manifest(octets: bytes, tags: dict[str, bytes]) -> None:
    """The tag manifest names entries 1–4 in their order, with their hashes."""
    named = manifest(octets, 64, "tag-manifest")
    require(tuple(named) == TAG_FILES, "tag-manifest", "its lines")
    for name, digest in named.items():
        require(hashlib.sha256(tags[name]).hexdigest() == digest, "tag-hash", name)
