"""How much of what comes from outside is taken before it is refused: every limit, in one place.

Numbers of bytes stand here, those of single fields in ``desktop/model/values/bounds.py``, where the
dataclasses can reach them. :func:`table` says both with the reason for each; it is the table in
``docs/format/limits.md``. They bound memory and time, and stand above what a package of a
laptop with 20,000 interviews and 100,000 photos holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.crypto.age.header import MAX_HEADER_BYTES
from desktop.documents import passing
from desktop.model.organisation import LOGO, TEXTS
from desktop.model.values import bounds

KIB: Final = 1024
MIB: Final = 1024 * KIB
TIB: Final = 1024 * 1024 * MIB

PIECE: Final = MIB
"""What is read, hashed, encrypted or stored at once."""

ENTRIES: Final = 400_000
MANIFEST: Final = 100 * MIB
SMALL_TAG_FILE: Final = 64 * KIB
OTHERS: Final = 128
SCHEMA: Final = MIB
RECORD: Final = bounds.RECORD
SEAL: Final = 16 * KIB
ITEM: Final = passing.LONGEST_ITEM
DOCUMENT_REST: Final = passing.LONGEST_REST
CUSTODY: Final = 256 * MIB
CUSTODY_EVENT: Final = 16 * KIB
CUSTODY_ASIDE: Final = 1_000
MEDIA: Final = TIB
PATH: Final = 240
TRAILING_ZEROS: Final = MIB
RECEIPT: Final = 100 * MIB
RECEIPT_FILE: Final = RECEIPT + MIB
CARD: Final = 64 * KIB
SETTINGS: Final = 2 * MIB
ALLOWED_SIGNERS: Final = MIB

_DOCUMENT_BASE: Final = 16 * MIB
_DOCUMENT_ENTRY: Final = 512


def document(entries: int) -> int:
    """The most ``data/package.json`` may take where the manifest lists so many entries.

    Each entry adds one line of fixed size and the interviews it rests on, nearly always one; the
    rest is for files that many interviews share.
    """
    return _DOCUMENT_BASE + _DOCUMENT_ENTRY * entries


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of the table. ``what`` has it, ``most`` in the words of the page, and ``why``."""

    what: str
    most: str
    why: str


def table() -> str:
    """All limits as a table in Markdown."""
    rows = (f"| {each.what} | {each.most} | {each.why} |\n" for each in _limits())
    return "| what | at most | why |\n| --- | --- | --- |\n" + "".join(rows)


def _limits() -> Iterator[Limit]:
    yield from _OF_A_PACKAGE
    yield from _OF_OTHER_FILES
    yield from _OF_A_DOCUMENT


_OF_A_PACKAGE: Final = (
    Limit(
        "the header of an age file",
        f"{MAX_HEADER_BYTES // KIB} KiB",
        "room for the stanzas of some 150 post-quantum recipients",
    ),
    Limit(
        "payload files",
        f"{ENTRIES:,}",
        "twice 20,000 interviews with 100,000 photos; a reader holds some 200 bytes of each",
    ),
    Limit("a manifest", f"{MANIFEST // MIB} MiB", "so many lines of SHA-512 and path"),
    Limit(
        "`bagit.txt`, `bag-info.txt`, tag manifest, signature, `README.txt`, each",
        f"{SMALL_TAG_FILE // KIB} KiB",
        "they are some hundred bytes, the readme some thousand; they are held",
    ),
    Limit(
        "`package.json`",
        f"{_DOCUMENT_BASE // MIB} MiB, and {_DOCUMENT_ENTRY} bytes for each payload file",
        "an item of its lists has some 370, with one interview it rests on; read as they pass",
    ),
    Limit(
        "`package.json` outside of its three lists",
        f"{DOCUMENT_REST // MIB} MiB",
        "it is held whole; as many confirmed packages and authors as are allowed",
    ),
    Limit(
        "an item of these lists",
        f"{ITEM // MIB} MiB",
        "a file may be attached to every interview there is",
    ),
    Limit("a schema", f"{SCHEMA // MIB} MiB", "the largest has some ten thousand bytes"),
    Limit(
        "files that are no record, seal or original",
        f"{OTHERS}",
        "document, readme, custody, and a schema for each kind of document; they are held by name",
    ),
    Limit(
        "a record version",
        f"{RECORD // MIB} MiB",
        "it is held whole; a day of speech, written down, is 1 MiB",
    ),
    Limit("a seal", f"{SEAL // KIB} KiB", "an armored Ed25519 signature has some 300 bytes"),
    Limit(
        "`custody.jsonl`",
        f"{CUSTODY // MIB} MiB",
        "some 600,000 events: three for each item of the largest package, from two hands",
    ),
    Limit(
        "a custody event",
        f"{CUSTODY_EVENT // KIB} KiB",
        "one has some 400 bytes; a longer line is set aside, cut into parts of this size",
    ),
    Limit(
        "custody events set aside with their bytes",
        f"{CUSTODY_ASIDE:,} of a package",
        "each is a row of its own; any further ones are counted",
    ),
    Limit("an original", f"{MEDIA // TIB} TiB", "a stick holds no more; it is never held whole"),
    Limit("a path", f"{PATH} characters", "ustar holds 255 in two parts; Windows needs room"),
    Limit("zeros behind the tar", f"{TRAILING_ZEROS // MIB} MiB", "tar pads to its own records"),
)

_OF_OTHER_FILES: Final = (
    Limit("`receipt.json`", f"{RECEIPT // MIB} MiB", "one line of some 150 bytes for each item"),
    Limit("a card file", f"{CARD // KIB} KiB", "a post-quantum key is 2 KiB of text"),
    Limit(
        "a file with an organisation's settings",
        f"{SETTINGS // MIB} MiB",
        "texts in three languages of 64 KiB each and a logo, in base64 twice",
    ),
    Limit("a logo in it", f"{LOGO // KIB} KiB", "a mark of a few centimetres on paper"),
    Limit("languages of an own text in it", f"{TEXTS}", "twice those of the program"),
    Limit(
        "a list of allowed signers",
        f"{ALLOWED_SIGNERS // MIB} MiB",
        "a line of 100 bytes for each of ten thousand signers",
    ),
)

_OF_A_DOCUMENT: Final = (
    Limit(
        "a text on one line",
        f"{bounds.LINE:,} characters",
        "what a field of the window holds; no NUL, U+000A to U+000D, U+0085, U+2028, U+2029",
    ),
    Limit(
        "any other text",
        f"{bounds.TEXT:,} characters",
        "what a record version has room for",
    ),
    Limit("a code", f"{bounds.CODE} characters", "of a vocabulary, a language, a format"),
    Limit("the name of a party", f"{bounds.LABEL} characters", "it stands beside a fingerprint"),
    Limit("a public key", f"{bounds.KEY:,} characters", "the longest has 1,959"),
    Limit(
        "names, earlier accounts, answers, of one record",
        f"{bounds.FEW:,}",
        "a person fills them in one by one",
    ),
    Limit(
        "turns and files of one interview; packages confirmed",
        f"{bounds.MANY:,}",
        "a record version has no room for more turns",
    ),
    Limit(
        "parents of a version",
        f"{bounds.PARENTS}",
        "one, or each head that a merge joins; what settles more is cut as several, each on the"
        " one before",
    ),
    Limit(
        "authors of the versions in a package",
        f"{bounds.AUTHORS:,}",
        "an office forwards what everybody wrote; a key has 82 bytes",
    ),
    Limit(
        "kinds of records in a package that its reader does not know",
        f"{bounds.UNKNOWN_KINDS}",
        "readers keep each name; some twenty kinds are to come",
    ),
    Limit(
        "interviews that one record or file rests on",
        f"{bounds.GROUNDS:,}",
        "so many ids fit into an item of a list",
    ),
    Limit("recipients of a package", f"{bounds.PARTIES}", "one stanza each in the age file"),
    Limit("details of a custody event", f"{bounds.DETAILS}", "codes and hashes; it has 16 KiB"),
    Limit("width and height of a picture", "2³¹ − 1", "what formats of pictures can say"),
    Limit("any integer", "2⁵³ − 1", "what every reader of JSON keeps exactly (RFC 8785)"),
    Limit(
        "objects and lists inside each other",
        f"{bounds.DEPTH}",
        "documents of this format have 6; readers may recurse",
    ),
)
