"""Reads a card file (receiving, The card)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from . import bech32, hpke, limits, sshsig
from .errors import Refused, require
from .signed import signed_json


@dataclass(frozen=True)
class Card:
    """A card that its own key signed. Who it is, people find out."""

    name: str
    role: str
    signing_key: str
    fingerprint: str
    recipient: str


def check_recipient(text: str) -> None:
    """An age recipient of either kind, in lower case, of no low order. Refused: recipient."""
    try:
        prefix, key = bech32.decode(text)
        sizes = {"age": 32, "age1pq": hpke.PUBLIC}
        require(text in (text.lower(), text.upper()) and len(key) == sizes.get(prefix), "recipient")
        if prefix == "age1pq":
            MLKEM768PublicKey.from_public_bytes(key[:-32])
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(key[-32:]))
    except ValueError as error:
        raise Refused("recipient", str(error)) from error


def is_name(text: str) -> bool:
    """Neither blank nor with a character that hides or turns text (receiving, The card)."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return bool(text.strip()) and not any(unicodedata.category(c) in hidden for c in text)


def digits(blob: bytes) -> str:
    """The twelve groups of five digits of a public key blob (receiving, The card)."""
    start = b"skrynia fingerprint digits v1\x00" + hashlib.sha256(blob).digest()
    digest = hashlib.sha512(start).digest()
    groups = (int.from_bytes(digest[5 * n : 5 * n + 5], "big") % 100_000 for n in range(12))
    return " ".join(f"{group:05}" for group in groups)


def read(octets: bytes) -> Card:
    """A card file. Refused: too-large, newer-program, breaks-schema, signature, recipient, key."""
    require(len(octets) <= limits.CARD_FILE, "too-large")
    file = signed_json(octets.strip(b" \t\r\n"), "card-file")
    try:
        inner = base64.b64decode(file["card"], validate=True)
    except (ValueError, binascii.Error) as error:
        raise Refused("breaks-schema", "base64") from error
    require(base64.b64encode(inner).decode() == file["card"], "breaks-schema", "base64")
    value = signed_json(inner, "card")
    try:
        blob = sshsig.key_blob(value["signing_key"])
        signature = sshsig.parse(file["signature"].encode())
    except sshsig.NoSignature as error:
        raise Refused("signature", str(error)) from error
    good = signature.blob == blob and signature.holds("card@skrynia", sshsig.digests(inner))
    require(good, "signature", "does not hold")
    check_recipient(value["recipient"])
    require(is_name(value["name"]), "name")
    key = value["signing_key"]
    return Card(value["name"], value["role"], key, sshsig.fingerprint(blob), value["recipient"])
