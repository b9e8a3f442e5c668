"""Small packages to try another reader with: one that is sound, and one broken for each answer.

``python -m tests.unit.handoff.vectors`` makes them anew, and the page that lists them. All are
validly signed but where that is the flaw, so that a reader refuses each for its flaw.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop import canonical
from desktop.crypto.age import parse_identity
from desktop.crypto.age.x25519 import X25519Identity
from desktop.crypto.sshsig import sign
from desktop.errors import (
    BadSignature,
    NewerPackage,
    NotAddressedToUs,
    PackageRefused,
    PayloadDamaged,
    UnknownSigner,
)
from desktop.handoff.format import layout
from desktop.model.consent import Identification
from desktop.model.identity import Party
from tests.authors import key_of
from tests.unit.handoff.forge import Entries, Forge, plain_tar

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDER: Final = ROOT / "tests" / "data" / "vectors"
PAGE: Final = ROOT / "docs" / "format" / "vectors.md"
KEY, WHO = "key.txt", "who.json"
ANSWERS: Final = {
    "newer": (NewerPackage,),
    "signer unknown": (UnknownSigner,),
    "not for us": (NotAddressedToUs,),
    "refused": (PackageRefused, BadSignature, PayloadDamaged),
}
"""What a person must be able to tell apart, and what is raised for it here."""


@dataclass(frozen=True)
class Vector:
    """``answer``: a key of :data:`ANSWERS`, or "read". ``tar``: makes what is encrypted."""

    name: str
    answer: str
    what: str
    tar: Callable[[Forge], bytes]


_IDENTITY: Final = X25519Identity(b"\x07" * 32)


def forge() -> Forge:
    """Who sends and reads them; the same each time."""
    return Forge(
        sender=key_of("sender of vectors"),
        reader=key_of("reader of vectors"),
        identity=_IDENTITY,
        interview_id="5e6e6490-1425-48f1-a28f-2d7cffbb4b19",
        media=[b"an original"],
    )


def kept_forge() -> Forge:
    """The same, with the key that lies beside the packages."""
    return replace(forge(), identity=parse_identity((FOLDER / KEY).read_text("ascii")))


def _tar(change: Callable[[Forge], Entries]) -> Callable[[Forge], bytes]:
    return lambda made: plain_tar(change(made))


def _info(old: bytes, new: bytes) -> Callable[[Forge], bytes]:
    """Another ``bag-info.txt``, everything else following it."""

    def change(made: Forge) -> Entries:
        entries = dict(made.entries())
        tags = {name: entries[name] for name in layout.SIGNED_TAG_FILES}
        tags[layout.BAG_INFO] = tags[layout.BAG_INFO].replace(old, new)
        payload = [(path, data) for path, data in entries.items() if path.startswith("data/")]
        return made.signed(tags, payload)

    return _tar(change)


def _readme(made: Forge) -> Entries:
    """Another one than was signed."""
    return [(path, b"x" if path == layout.README else data) for path, data in made.entries()]


def _unlisted(made: Forge) -> Entries:
    return [*made.entries(), ("data/media/" + "0" * 64, b"more")]


def _signed_by_another(made: Forge) -> Entries:
    entries = dict(made.entries())
    other = key_of("nobody known")
    entries[layout.SIGNATURE] = sign(entries[layout.TAGMANIFEST], other, layout.PACKAGE_NAMESPACE)
    return list(entries.items())


def _for_another_use(made: Forge) -> Entries:
    entries = dict(made.entries())
    entries[layout.SIGNATURE] = sign(entries[layout.TAGMANIFEST], made.sender, "receipt@skrynia")
    return list(entries.items())


def _twice(made: Forge) -> Entries:
    document = made.document
    payload = made.payload(document)
    twice = replace(document, records=(*document.records, *document.records))
    payload[layout.DOCUMENT] = canonical.encode(twice)
    return made.entries(payload, document.package_id)


def _spelled(made: Forge) -> Entries:
    document = made.document
    payload = made.payload(document)
    payload[layout.DOCUMENT] += b"\n"
    return made.entries(payload, document.package_id)


def _directory(made: Forge) -> bytes:
    """A directory before everything else."""
    whole = plain_tar([("data/", b"")])
    block = bytearray(whole[:512])
    block[156:157] = b"5"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + plain_tar(made.entries())


def _to(made: Forge) -> Entries:
    return made.of(recipients=(Party(key_of("somebody else").public_key.fingerprint, "Else"),))


def _of(**changes: object) -> Callable[[Forge], bytes]:
    """Another document, everything else following it."""
    return _tar(lambda made: made.of(**changes))


def _version(text: bytes) -> Callable[[Forge], bytes]:
    label = b"Skrynia-Package-Version: "
    return _info(label + b"1", label + text)


def _without_files(made: Forge) -> Entries:
    return made.of(consents=(made.consent(Identification.CODE, files=False),))


def _behind(made: Forge) -> bytes:
    return plain_tar(made.entries()) + b"x"


def _cut(made: Forge) -> bytes:
    return plain_tar(made.entries())[:-512]


_STRANGER: Final = key_of("nobody known").public_key.line()
_OTHER: Final = _info(b"urn:uuid:5", b"urn:uuid:6")
VECTORS: Final = (
    Vector("sound", "read", "nothing; its record is no version of one", _tar(Forge.entries)),
    Vector("newer-bag", "newer", "`bag-info.txt` says version 2", _version(b"2")),
    Vector("newer-document", "newer", "the document says version 2", _of(version=2)),
    Vector("version-0", "refused", "version 0", _version(b"0")),
    Vector("version-01", "refused", "version `01`", _version(b"01")),
    Vector("unknown-signer", "signer unknown", "a key of nobody", _tar(_signed_by_another)),
    Vector("other-use", "refused", "signed for receipts", _tar(_for_another_use)),
    Vector("not-for-us", "not for us", "the document names somebody else", _tar(_to)),
    Vector("other-profile", "refused", "another BagIt profile", _OTHER),
    Vector("no-oxum", "refused", "no `Payload-Oxum`", _info(b"Payload-Oxum", b"Payload-Size")),
    Vector("readme-altered", "refused", "a file is not what was signed", _tar(_readme)),
    Vector("unlisted", "refused", "an entry that no manifest lists", _tar(_unlisted)),
    Vector("twice", "refused", "a record is listed twice", _tar(_twice)),
    Vector("line-end", "refused", "a line end behind the document", _tar(_spelled)),
    Vector("directory", "refused", "a directory in the tar", _directory),
    Vector("behind", "refused", "bytes behind the tar", _behind),
    Vector("cut", "refused", "no second block of zeros", _cut),
    Vector("empty", "refused", "nothing in the lists", _of(records=(), media=())),
    Vector("no-consent", "refused", "an interview without a consent", _of(consents=())),
    Vector("no-files", "refused", "an original on a consent without files", _tar(_without_files)),
    Vector("author-of-nothing", "refused", "an author of no record", _of(authors=(_STRANGER,))),
)


def page() -> str:
    """The list of them."""
    return "".join(_page())


def _page() -> Iterator[str]:
    yield (
        "# Packages to try a reader with\n\n"
        "Part of [the package format](../package-format.md). They lie in `tests/data/vectors`, "
        f"`NAME.age` each: `{KEY}` opens them, `{WHO}` is an object with `trusted`, the public "
        "key that signs what is sound, and `reader`, a fingerprint. The answers are those of the "
        "[order of checks](../package-format.md#order-of-checks).\n\n"
        "| name | answer | what is wrong |\n| --- | --- | --- |\n"
    )
    for each in VECTORS:
        yield f"| `{each.name}` | {each.answer} | {each.what} |\n"


def main() -> None:
    """Make all anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = forge()
    for each in VECTORS:
        made.write_tar(FOLDER / f"{each.name}.age", each.tar(made))
    (FOLDER / KEY).write_text(f"{_IDENTITY.secret_text()}\n", "ascii")
    who = {
        "reader": made.reader.public_key.fingerprint,
        "trusted": made.sender.public_key.line(),
    }
    (FOLDER / WHO).write_text(json.dumps(who, indent=1, sort_keys=True) + "\n", "ascii")
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
