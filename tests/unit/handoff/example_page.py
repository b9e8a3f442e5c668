"""The page of the worked example, printed from its kept bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final

from desktop.handoff.format import layout
from desktop.home.authors import VERSION_NAMESPACE
from tests.unit.handoff.example import (
    PACKAGE,
    RECEIPT,
    RECIPIENT,
    SENDER,
    Opened,
    custody_row,
    version_signature,
)

SHOWN: Final = "consent"
"""The kind of the record that is looked at closely."""


def page(example: Opened) -> str:
    """All of it."""
    parts = (_begin, _open, _entries, _document, _ids, _record, _author, _custody, _card, _receipt)
    return "\n\n".join(part for each in parts for part in each(example)) + "\n"


def verify_line(example: Opened, namespace: str, signature: str, data: str) -> str:
    """A command for OpenSSH."""
    who = example.sender.fingerprint
    command = f"ssh-keygen -Y verify -f allowed_signers -I {who} -n {namespace}"
    return f"{command} -s {signature} < {data}"


def good(example: Opened, namespace: str) -> str:
    """What it answers."""
    who = example.sender.fingerprint
    return f'Good "{namespace}" signature for {who} with ED25519 key {who}'


def _block(*lines: str) -> str:
    return "\n".join(("```", *lines, "```"))


def _indented(document: dict[str, Any]) -> str:
    return _block(json.dumps(document, indent=1, ensure_ascii=False))


def _begin(_example: Opened) -> Iterator[str]:
    yield "# A worked example"
    yield (
        "Part of [the package format](../package-format.md). Printed by `python -m "
        "tests.unit.handoff.example` from the bytes in `tests/data/example`, and kept equal to "
        "them by a test. Everybody in it is invented; its keys are published here and protect "
        "nothing."
    )
    yield (
        "| file | what |\n| --- | --- |\n"
        f"| `{PACKAGE}` | a package of a researcher for an office |\n"
        f"| `{RECEIPT}` | the office's receipt |\n"
        f"| `{RECIPIENT}-key.txt`, `{SENDER}-key.txt` | the age keys that open them |\n"
        f"| `{SENDER}.skrynia-card`, `{RECIPIENT}.skrynia-card` | the cards of both |\n"
        "| `allowed_signers` | both signing keys, as `ssh-keygen` reads them |"
    )


def _open(example: Opened) -> Iterator[str]:
    yield "## Opening"
    tag = verify_line(example, layout.PACKAGE_NAMESPACE, layout.SIGNATURE, layout.TAGMANIFEST)
    yield _block(
        f"$ age -d -i {RECIPIENT}-key.txt {PACKAGE} | tar x",
        f"$ {tag}",
        good(example, layout.PACKAGE_NAMESPACE),
        f"$ sha256sum -c --quiet {layout.TAGMANIFEST} {layout.MANIFEST_SHA256}",
    )


def _entries(example: Opened) -> Iterator[str]:
    yield "## Entries"
    yield "In the order of the tar; the JSON Schemas are left out here."
    shown = {path: data for path, data in example.entries.items() if "/schemas/" not in path}
    rows = "".join(f"| `{path}` | {len(data):,} |\n" for path, data in shown.items())
    yield f"| entry | octets |\n| --- | --- |\n{rows}".rstrip()
    yield f"`{layout.BAG_INFO}`:"
    yield _block(*example.entries[layout.BAG_INFO].decode().splitlines())
    yield f"`{layout.TAGMANIFEST}`, which is what the sender signed:"
    yield _block(*example.entries[layout.TAGMANIFEST].decode().splitlines())


def _document(example: Opened) -> Iterator[str]:
    yield "## The document"
    yield f"`{layout.DOCUMENT}`, indented; in the package it is one line."
    yield _indented(example.document)


def _ids(example: Opened) -> Iterator[str]:
    interview, _data = example.record("interview")
    consent, _data = example.record("consent")
    yield "## Whose the records are"
    yield (
        f"The interview's id, `{interview['record_id']}`, is the sender's: its second half follows "
        "from its first and the fingerprint. The consent's follows from the interview's:"
    )
    label = f"skrynia consent id v2\\000{interview['record_id']}"
    digest = hashlib.sha256(label.replace("\\000", "\0").encode()).hexdigest()
    yield _block(f"$ printf '{label}' | sha256sum", f"{digest}  -")
    yield f"with version, variant and mark, `{consent['record_id']}`."


def _record(example: Opened) -> Iterator[str]:
    entry, data = example.record(SHOWN)
    yield "## A record version"
    yield (
        f"The {SHOWN}, byte for byte. Asked for *{example.document['purpose']}* × "
        f"*{example.document['recipient_kind']}* it lets out what its entry in `consents` says."
    )
    yield _block(data.decode())
    yield _block(f"$ sha256sum < {_path(example)}", f"{hashlib.sha256(data).hexdigest()}  -")
    yield (
        f"which is its id, its name, and its line in `{layout.MANIFEST_SHA256}`. Of record "
        f"`{entry['record_id']}`."
    )


def _path(example: Opened) -> str:
    entry, _data = example.record(SHOWN)
    return f"data/records/{SHOWN}/{entry['record_id']}/{entry['version_id']}.json"


def _author(example: Opened) -> Iterator[str]:
    yield "## Who wrote it"
    yield (
        "The 64 octets of `signature` in the document, with the key at their author's place, as "
        f"the file `{SHOWN}.sig`:"
    )
    yield _block(*version_signature(example, SHOWN).decode().splitlines())
    yield _block(
        f"$ {verify_line(example, VERSION_NAMESPACE, f'{SHOWN}.sig', _path(example))}",
        good(example, VERSION_NAMESPACE),
    )


def _custody(example: Opened) -> Iterator[str]:
    row, _bare, digest = custody_row(example)
    yield "## A custody row"
    yield f"The first line of `{layout.CUSTODY}`:"
    yield _block(row)
    yield "Without its field `hash`, and without the line end, it gives that hash:"
    yield _block(
        "$ head -n 1 data/custody.jsonl | tr -d '\\n' |"
        ' sed \'s/"hash":"[0-9a-f]*",//\' | sha256sum',
        f"{digest}  -",
    )


def _card(example: Opened) -> Iterator[str]:
    yield "## The sender's card"
    yield "Its JSON, then fingerprint and digits of its key:"
    sender = example.sender
    yield _block(sender.document.decode(), sender.fingerprint, sender.digits)


def _receipt(example: Opened) -> Iterator[str]:
    yield "## The receipt"
    yield (
        f"`receipt.json` in `{RECEIPT}`, indented. `tagmanifest_sha256` is the SHA-256 of the "
        "tag manifest above."
    )
    yield _indented(json.loads(example.receipt["receipt.json"]))
