"""The worked example of the package format: its files, and the page that is printed from them.

``python -m tests.unit.handoff.example`` makes both anew, for a change of the format. The keys
are of nobody: they lie here for whoever tries a reader of their own.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.crypto.age import Decryptor, parse_identity
from desktop.crypto.sshkey import parse_public_key
from desktop.handoff.format import layout
from desktop.handoff.identity.cards import ReadCard, load_card, save_card, signers_line
from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.home.authors import Authorship
from desktop.model.identity import Role
from desktop.model.place import PlaceName
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.handoff.ends import Vaults, interview, introduce

ROOT: Final = Path(__file__).resolve().parents[3]
FOLDER: Final = ROOT / "tests" / "data" / "example"
PAGE: Final = ROOT / "docs" / "format" / "example.md"
PACKAGE, RECEIPT = "package.age", "receipt.age"
SENDER, RECIPIENT = "researcher", "office"
# A photo of one grey dot, as small as one can be.
_PHOTO: Final = bytes.fromhex(
    "47494638376101000100800000808080ffffff2c00000000010001000002024401003b"
)


def make(folder: Path) -> None:
    """Write the files of the example."""
    with tempfile.TemporaryDirectory() as made:
        ends = _ends(Path(made))
        opened = interview(ends.researcher, files=[_PHOTO])
        ends.researcher.interviews.seal(opened.id)
        ends.researcher.places.new((PlaceName("Выдуманы Дом"),), "unknown")
        written = ends.write()
        received = receive_package(ends.office, written.path).receipt
        receipt = write_receipt(ends.office, received.package_id, ends.stick)
        (folder / PACKAGE).write_bytes(written.path.read_bytes())
        (folder / RECEIPT).write_bytes(receipt.path.read_bytes())
        for vault, name in ((ends.researcher, SENDER), (ends.office, RECIPIENT)):
            _give(vault, folder, name)
        ends.close()
    cards = (load_card(folder / f"{name}.skrynia-card") for name in (SENDER, RECIPIENT))
    lines = "".join(f"{signers_line(card)}\n" for card in cards)
    (folder / "allowed_signers").write_bytes(lines.encode())


def _ends(folder: Path) -> Vaults:
    """Two vaults whose age keys any age opens."""
    researcher = make_vault(folder, SENDER, post_quantum=False)
    office = make_vault(folder, RECIPIENT, Role.ORGANISATION, post_quantum=False)
    introduce(researcher, office)
    introduce(office, researcher)
    stick = folder / "stick"
    stick.mkdir()
    return Vaults(researcher, office, stick)


def _give(vault: Vault, folder: Path, name: str) -> None:
    card = folder / f"{name}.skrynia-card"
    card.unlink(missing_ok=True)
    save_card(vault, card)
    secret = vault.identity.age_identity().secret_text()
    (folder / f"{name}-key.txt").write_bytes(f"{secret}\n".encode())


@dataclass(frozen=True)
class Opened:
    """The example, opened with what the standard library has. ``entries``: by path, in order."""

    folder: Path
    entries: dict[str, bytes]
    receipt: dict[str, bytes]
    sender: ReadCard

    @property
    def document(self) -> dict[str, Any]:
        """``data/package.json``."""
        document: dict[str, Any] = json.loads(self.entries[layout.DOCUMENT])
        return document

    def record(self, kind: str) -> tuple[dict[str, Any], bytes]:
        """The one record of a kind: its entry in the document, and its bytes."""
        (entry,) = (each for each in self.document["records"] if each["kind"] == kind)
        path = f"data/records/{kind}/{entry['record_id']}/{entry['version_id']}.json"
        return entry, self.entries[path]


def opened(folder: Path = FOLDER) -> Opened:
    """Both files of the example, decrypted."""
    return Opened(
        folder,
        _contents(folder / PACKAGE, folder / f"{RECIPIENT}-key.txt"),
        _contents(folder / RECEIPT, folder / f"{SENDER}-key.txt"),
        load_card(folder / f"{SENDER}.skrynia-card"),
    )


def _contents(path: Path, key: Path) -> dict[str, bytes]:
    identity = parse_identity(key.read_text("ascii"))
    data = Decryptor(io.BytesIO(path.read_bytes()), identities=[identity]).readall() or b""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {each.name: tar.extractfile(each).read() for each in tar}  # type: ignore[union-attr]


def version_signature(example: Opened, kind: str) -> bytes:
    """The armored file of the author's signature, made of the 64 octets in the document."""
    entry, _data = example.record(kind)
    key = parse_public_key(example.document["authors"][entry["author"]])
    return Authorship(key, base64.b64decode(entry["signature"], validate=True)).file()


def custody_row(example: Opened) -> tuple[str, str, str]:
    """A row of the log, the same without its hash, and the hash."""
    row = example.entries[layout.CUSTODY].decode().splitlines()[0]
    bare = re.sub('"hash":"([0-9a-f]{64})",', "", row, count=1)
    return row, bare, hashlib.sha256(bare.encode()).hexdigest()


def main() -> None:
    """Make the files and the page anew."""
    from tests.unit.handoff.example_page import page

    FOLDER.mkdir(parents=True, exist_ok=True)
    make(FOLDER)
    PAGE.write_text(page(opened()), "utf-8")


if __name__ == "__main__":
    main()
