"""A sample, read by the program: what it answers to each, in the words of the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from desktop.crypto.age import parse_identity
from desktop.crypto.sshkey import parse_public_key
from desktop.errors import CardRefused, NewerPackage, PackageRefused, ReceiptRefused, UnknownSigner
from desktop.handoff.identity.cards import load_card
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receipt import import_receipt
from desktop.handoff.receiving.read import verify_package
from desktop.handoff.receiving.receive import Received, receive_package
from desktop.handoff.sending.gate import ask
from desktop.home.packages import SentPackage
from desktop.model.attached import held_as
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.handoff import ReceiptLine
from desktop.model.identity import Party
from tests.homes.either import EitherHome
from tests.homes.memory import MemoryHome
from tests.homes.packages import Sent
from tests.samples import cast

ROOT: Final = Path(__file__).resolve().parents[2] / "tests" / "data"
FOLDER: Final = ROOT / "format-1"
MANIFEST, KEY = "manifest.json", "office-key.txt"
TRUSTED: Final = ("researcher", "second")

Json = dict[str, Any]


def manifest() -> Json:
    """What each sample is, and what has to come of it."""
    found: Json = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
    return found


def empty_home() -> EitherHome:
    """The office, in memory, that trusts the researcher and the second sender."""
    home = MemoryHome(cast.office())
    trust(home, FOLDER)
    return home


def trust(home: EitherHome, folder: Path) -> None:
    """Trust the cards of who is trusted."""
    for who in TRUSTED:
        card = load_card(folder / "cards" / f"{who}.skrynia-card")
        home.cards.trust(
            home.cards.add(card.document, card.signature).fingerprint, RecipientKind.ORGANISATION
        )


def package(home: EitherHome, path: Path) -> Json:
    """What becomes of a package."""
    try:
        received = receive_package(home, path)
    except NewerPackage:
        return {"answer": "newer"}
    except UnknownSigner:
        return {"answer": "signer unknown"}
    except PackageRefused:
        return {"answer": "refused"}
    log = received.receipt.sender_log
    return {
        "answer": "read",
        **({"sender_log": log} if log else {}),
        "records": {line.item: _said(line) for line in received.receipt.records},
        "media": {line.item: _said(line) for line in received.receipt.media},
        "custody_aside": received.custody_set_aside,
    }


def _said(line: ReceiptLine) -> str:
    return line.reason or line.outcome.value


def end(home: EitherHome, scene: Mapping[str, Any]) -> Json:
    """What is shown, let out and kept in the end, as far as the scene asks."""
    found: Json = {}
    for called, cell in (("work", cast.WORK), ("public", cast.PUBLIC)):
        if called in scene:
            found[called] = _gate(home, *cell)
    if "shown" in scene:
        found["shown"] = {each: _shown(home, each) for each in scene["shown"]}
    if "file" in scene:
        media = home.media.find(cast.PHOTO)
        found["file"] = media.sha256 if media else None
    if "held" in scene:
        (yard,) = home.interviews.attachments(cast.INTERVIEW)
        found["held"] = held_as(yard, home.media.find(yard.media_id)).value
    return found


def _gate(home: EitherHome, purpose: Purpose, recipient: RecipientKind) -> str:
    decision = ask(home, [cast.INTERVIEW], purpose, recipient)[cast.INTERVIEW].decision
    return "yes" if decision.refusal is None else decision.refusal.value


def _shown(home: EitherHome, record_id: str) -> str | None:
    """The version that is shown of a record: what the home has it equal to."""
    if isinstance(home, MemoryHome):
        state = home._bodies.state(record_id)
        return state.version_id if state else None
    row = home._db.one("SELECT version_id FROM working_state WHERE record_id = ?", (record_id,))
    return row[0] if row else None


def card(path: Path) -> str:
    """ "read", or "refused"."""
    try:
        load_card(path)
    except CardRefused:
        return "refused"
    return "read"


def sent_home(package_path: Path) -> MemoryHome:
    """The researcher, who sent this package and knows the office and the second sender."""
    home = MemoryHome(cast.researcher())
    for path in ("office", "second"):
        card = load_card(FOLDER / "cards" / f"{path}.skrynia-card")
        known = home.cards.add(card.document, card.signature)
        home.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
    keys = [parse_identity((FOLDER / KEY).read_text("ascii"))]
    sender = Party(cast.fingerprint("researcher"), "researcher")
    read = verify_package(package_path, keys, trust_party(sender), None)
    package = SentPackage(
        read.document.package_id, package_path.name, package_path.stat().st_size,
        cast.fingerprint("office"), read.tagmanifest_sha256, read.document, None, (), certain=True,
    )  # fmt: skip
    home.packages._sent[package.package_id] = Sent(package, (), (), named=True)
    return home


def receipt(home: MemoryHome, path: Path) -> Json:
    """What becomes of a receipt: "read", "newer", or "refused"."""
    try:
        log = import_receipt(home, path).document.sender_log
    except NewerPackage:
        return {"answer": "newer"}
    except (ReceiptRefused, UnknownSigner):
        return {"answer": "refused"}
    return {"answer": "read", **({"sender_log": log} if log else {})}


def trusted_keys() -> Mapping[str, str]:
    """The fingerprint of each who is trusted."""
    return {who: parse_public_key(cast.KEYS[who].public_key.line()).fingerprint for who in TRUSTED}


__all__ = ["Received"]
