"""Make the samples anew: ``python -m tests.samples``. Not once their format was released."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from desktop import canonical
from desktop.crypto.kdf import Argon2Cost
from desktop.crypto.sshsig import SigningKey, sign
from desktop.handoff.format import layout
from desktop.handoff.identity.cards import card_file
from desktop.handoff.receiving.receive import receive_package
from desktop.model.identity import Role
from desktop.vault import Owner, create_vault
from desktop.vault.records import identity
from tests.samples import cast, reading
from tests.samples.packing import tar_of
from tests.samples.reading import FOLDER, KEY, MANIFEST, Json
from tests.samples.scene import PERSON_V, SEALED, Scene, Step
from tests.samples.scenes import SCENES
from tests.unit.handoff.forge import encrypted, plain_tar, sha256

RELEASED: Final = False
"""Whether a program that writes this format was released: from then on no sample of it is ever
made anew or taken away, and this refuses to run."""
_COST: Final = Argon2Cost(memory_kib=64, iterations=1, lanes=1)
_GOOD: Final = "good-0.age"
_LOW: Final = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + "A" * 43

README: Final = f"""# Samples of format 1

Good and bad packages, receipts, cards and a vault, each with what has to come of it in \
`{MANIFEST}`. They are kept for ever: the tests of every later release read them and come to the \
same. `python -m tests.samples` made them; once format 1 was released they are never made anew.

All people are invented. `{KEY}` opens the packages; the passphrase of the vault is \
`{cast.PASSPHRASE}`. Packages are scenes: an empty home that trusts the researcher and the second \
sender takes those of a scene in, one after the other; \"work\" and \"public\" are what the gate \
says then, \"shown\" is the version of a record that is shown, \"file\" the SHA-256 of what lies \
under the id of the photo, and \"held\" what that is to the photo's caption. "sender_log" is what \
a receipt says of how the sender's custody log went on, where it says anything.
"""


def main() -> int:
    """Write everything, and hold it against what the scenes say before it stays."""
    if RELEASED:
        print("Format 1 was released: its samples are never made anew.")
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name in ("packages", "receipts", "cards", "vaults"):
        (FOLDER / name).mkdir(parents=True)
    (FOLDER / "README.md").write_text(README, "utf-8")
    (FOLDER / KEY).write_text(f"{cast.OFFICE_AGE.secret_text()}\n", "ascii")
    said = {
        "format": 1,
        "office": cast.fingerprint("office"),
        "trusted": reading.trusted_keys(),
        "interview": cast.INTERVIEW,
        "photo": cast.PHOTO,
        "cards": _cards(),
        "scenes": [_scene(scene) for scene in SCENES],
        "receipts": _receipts(),
        "vaults": _vaults(),
    }
    text = json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False)
    (FOLDER / MANIFEST).write_text(text + "\n", "utf-8")
    return 0


def _scene(scene: Scene) -> Json:
    packages = [_package(scene, number, step) for number, step in enumerate(scene.steps)]
    found: Json = {"name": scene.name, "what": scene.what, "packages": packages}
    found |= {key: value for key in ("work", "public") if (value := getattr(scene, key))}
    if scene.shown:
        found["shown"] = {id_: each.id if each else None for id_, each in scene.shown.items()}
    if scene.file is not None:
        found["file"] = sha256(scene.file)
    if scene.held:
        found["held"] = scene.held
    return found


def _package(scene: Scene, number: int, step: Step) -> Json:
    name = f"{scene.name}-{number}.age"
    unlike = int(sha256(name.encode())[:12], 16)
    data = encrypted(cast.OFFICE_AGE, tar_of(step.packed, unlike))
    (FOLDER / "packages" / name).write_bytes(data)
    found: Json = {"file": name, "answer": step.answer}
    if step.answer == "read":
        records, files = step.packed.records, step.packed.files
        found["records"] = dict(zip((r.id for r in records), step.said, strict=True))
        found["media"] = dict(zip(map(sha256, files), step.files_said, strict=True))
        found["custody_aside"] = step.custody_aside
        if step.sender_log:
            found["sender_log"] = step.sender_log
    return found


def _cards() -> list[Json]:
    known = {
        "researcher": cast.card("Invented Researcher", cast.RESEARCHER),
        "second": cast.card("Invented Second", cast.SECOND),
        "office": _office_card(),
    }
    good = {name: (card_file(*card), "read") for name, card in known.items()}
    document, signature = known["second"]
    low = canonical.encode({**json.loads(document), "signing_key": _LOW})
    blank = cast.card("\u202eblank", cast.SECOND)
    newer = cast.card("Newer", cast.SECOND, version=2)
    needs = cast.card("Needs", cast.SECOND, needs=["masks"])
    bad = {
        "low-order": card_file(low, signature),
        "altered": card_file(document.replace(b"Second", b"Third!"), signature),
        "anothers": card_file(document, cast.card("x", cast.STRANGER)[1]),
        "hidden-name": card_file(*blank),
        "newer": card_file(*newer),
        "needs": card_file(*needs),
        "no-recipient": card_file(*cast.card("x", cast.SECOND, "age1nobody")),
    }
    for name, (data, _answer) in good.items():
        (FOLDER / "cards" / f"{name}.skrynia-card").write_bytes(data)
    for name, data in bad.items():
        (FOLDER / "cards" / f"{name}.skrynia-card").write_bytes(data)
    told = [(name, answer) for name, (_data, answer) in good.items()]
    told += [(name, "refused") for name in bad]
    return [{"file": f"{name}.skrynia-card", "answer": answer} for name, answer in told]


def _office_card() -> tuple[bytes, bytes]:
    card = cast.office().card()
    return card.document, card.signature


def _receipts() -> list[Json]:
    """Of the good package. In the order they are imported in, each by a home of its own but the
    last two, which follow one another."""
    home = reading.empty_home()
    made = receive_package(home, FOLDER / "packages" / _GOOD).receipt
    plain = canonical.to_plain(made)
    changes: Mapping[str, tuple[Mapping[str, Any], str]] = {
        "good": ({}, "read"),
        "unknown-reason": (
            {"records": [{**each, "reason": "later-word"} for each in plain["records"]]},
            "read",
        ),
        "log-fork": ({"sender_log": "fork"}, "read"),
        "log-later-word": ({"sender_log": "later-word"}, "read"),
        "version-0": ({"version": 0}, "refused"),
        "version-minus-1": ({"version": -1}, "refused"),
        "version-2": ({"version": 2}, "newer"),
        "needs": ({"needs": ["masks"]}, "newer"),
        "line-missing": ({"records": plain["records"][1:]}, "refused"),
        "line-twice": ({"records": [*plain["records"], plain["records"][0]]}, "refused"),
        "other-package": ({"tagmanifest_sha256": "0" * 64}, "refused"),
        "other-receiver": ({"receiver": canonical.to_plain(_party("second"))}, "refused"),
        "garbage-time": ({"received_at": {"utc": "garbage", "offset_minutes": 0}}, "refused"),
    }
    found = []
    for name, (change, answer) in changes.items():
        data = canonical.encode({**plain, **change})
        found.append(_receipt(name, data, "office", answer))
    found.append(_receipt("by-second", canonical.encode(plain), "second", "refused"))
    return found


def _party(who: str) -> Any:
    return replace(cast.office().party(), fingerprint=cast.fingerprint(who))


def _receipt(name: str, data: bytes, signer: str, answer: str) -> Json:
    signature = sign(data, cast.KEYS[signer], layout.RECEIPT_NAMESPACE)
    tar = plain_tar([("receipt.json", data), ("receipt.json.sig", signature)])
    (FOLDER / "receipts" / f"{name}.age").write_bytes(encrypted(cast.RESEARCHER_AGE, tar))
    found = {"file": f"{name}.age", "package": _GOOD, "answer": answer}
    log = json.loads(data).get("sender_log", "")
    return {**found, "sender_log": log} if log else found


def _vaults() -> list[Json]:
    """An office that holds a sealed interview whose consent only a newer program reads."""
    place = FOLDER / "vaults" / "office.skrynia"
    with _fixed_identity():
        owner = Owner("Invented Office", Role.ORGANISATION)
        vault = create_vault(place, cast.PASSPHRASE, owner, _COST)
    reading.trust(vault, FOLDER)
    packages = ("good-0.age", "sealed-1.age", "6-unread-narrowing-1.age")
    for name in packages:
        reading.package(vault, FOLDER / "packages" / name)
    vault.close()
    scene = {"work": "kept-unread", "public": "kept-unread", "file": sha256(cast.PICTURE)}
    scene["held"] = "same"
    shown = {cast.INTERVIEW: SEALED.id, cast.PERSON: PERSON_V.id}
    return [{"folder": place.name, "received": list(packages), "shown": shown, **scene}]


class _Key(SigningKey):
    """Whose new key is that of the office."""

    @classmethod
    def generate(cls) -> SigningKey:
        return cast.OFFICE


@contextmanager
def _fixed_identity() -> Iterator[None]:
    """A vault that is made inside is the office of the samples."""
    fixed = {"SigningKey": _Key, "generate_identity": lambda _kind: cast.OFFICE_AGE}
    before = {name: getattr(identity, name) for name in fixed}
    try:
        vars(identity).update(fixed)
        yield
    finally:
        vars(identity).update(before)


if __name__ == "__main__":
    sys.exit(main())
