"""A FIDO2 key made of software: as much of CTAP 2.1 as hmac-secret needs, in real bytes.

It answers ``authenticatorGetInfo``, ``ClientPIN`` (key agreement alone, PIN protocol one),
``MakeCredential`` and ``GetAssertion``. What it keeps is one secret; a credential id carries what
belongs to it, wrapped, as keys without room for residents do.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from fido2 import cbor
from fido2.client import Fido2Client
from fido2.cose import ES256, CoseKey
from fido2.ctap import CtapDevice, CtapError
from fido2.hid import CAPABILITY, CTAPHID

from desktop.system.hardware_key import PluggedIn, client_data

_AAGUID: Final = bytes(16)
_IV: Final = bytes(16)


class SoftwareToken(CtapDevice):
    """One key. ``touched``: how often it was touched; ``patient``: whether somebody
    does; ``heard``: every command."""

    def __init__(self, *, patient: bool = True, hmac_secret: bool = True) -> None:
        self.heard: list[bytes] = []
        self._secret = secrets.token_bytes(32)
        self._agreement = ec.generate_private_key(ec.SECP256R1())
        self.patient, self.hmac_secret, self.touched = patient, hmac_secret, 0

    @property
    def capabilities(self) -> int:
        """CTAP 2."""
        return int(CAPABILITY.CBOR)

    @classmethod
    def list_devices(cls) -> Any:
        """None by itself: a test hands one over."""
        return iter(())

    def call(
        self, cmd: int, data: bytes = b"", event: Any = None, on_keepalive: Any = None
    ) -> bytes:
        """Status byte and CBOR, as over USB."""
        assert cmd == CTAPHID.CBOR
        self.heard.append(data)
        answers: Mapping[int, Callable[[dict[int, Any]], Any]] = {
            0x01: self._make, 0x02: self._assert, 0x04: self._info, 0x06: self._pin,
        }  # fmt: skip
        given: Any = cbor.decode(data[1:]) if len(data) > 1 else {}
        try:
            return b"\0" + cbor.encode(answers[data[0]](given))
        except CtapError as error:
            return bytes([int(error.code)])

    def _info(self, _given: dict[int, Any]) -> dict[int, Any]:
        extensions = ["hmac-secret"] if self.hmac_secret else []
        options = {"rk": False, "up": True}
        return {1: ["FIDO_2_0"], 2: extensions, 3: _AAGUID, 4: options, 6: [1]}

    def _pin(self, given: dict[int, Any]) -> dict[int, Any]:
        assert given[2] == 2  # getKeyAgreement
        key = _cose(self._agreement.public_key())
        return {1: {**key, 3: -25}}

    def _make(self, given: dict[int, Any]) -> dict[int, Any]:
        self._touch()
        party, wanted = given[2]["id"], (given.get(6) or {}).get("hmac-secret")
        private = ec.generate_private_key(ec.SECP256R1())
        number = private.private_numbers().private_value.to_bytes(32, "big")
        credential = self._wrapped(party, number)
        key = cbor.encode(_cose(private.public_key()))
        attested = _AAGUID + len(credential).to_bytes(2, "big") + credential + key
        extensions = cbor.encode({"hmac-secret": True}) if wanted and self.hmac_secret else b""
        data = _auth_data(party, 0x41 | (0x80 if extensions else 0)) + attested + extensions
        return {1: "none", 2: data, 3: {}}

    def _assert(self, given: dict[int, Any]) -> dict[int, Any]:
        party, hashed = given[1], given[2]
        ours = [each["id"] for each in given[3] if self._unwrapped(party, each["id"]) is not None]
        if not ours:
            raise CtapError(CtapError.ERR.NO_CREDENTIALS)
        if (given.get(5) or {}).get("up", True):
            self._touch()
        number = self._unwrapped(party, ours[0]) or b""
        asked = (given.get(4) or {}).get("hmac-secret")
        out = cbor.encode({"hmac-secret": self._answer(number, asked)}) if asked else b""
        data = _auth_data(party, 0x01 | (0x80 if out else 0)) + out
        private = ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())
        signature = private.sign(data + hashed, ec.ECDSA(hashes.SHA256()))
        return {1: {"type": "public-key", "id": ours[0]}, 2: data, 3: signature}

    def _answer(self, number: bytes, asked: dict[int, Any]) -> bytes:
        """hmac-secret: the salt comes and the answer goes under the agreed key."""
        other = CoseKey.parse(asked[1])
        point = ec.EllipticCurvePublicNumbers(
            int.from_bytes(other[-2], "big"), int.from_bytes(other[-3], "big"), ec.SECP256R1()
        )
        shared = self._agreement.exchange(ec.ECDH(), point.public_key())
        key = hashlib.sha256(shared).digest()
        assert hmac.digest(key, asked[2], "sha256")[:16] == asked[3]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(_IV)).decryptor()
        salt = decryptor.update(asked[2]) + decryptor.finalize()
        own = hmac.digest(self._secret, b"hmac-secret" + number, "sha256")
        encryptor = Cipher(algorithms.AES(key), modes.CBC(_IV)).encryptor()
        return encryptor.update(hmac.digest(own, salt, "sha256")) + encryptor.finalize()

    def _touch(self) -> None:
        if not self.patient:
            raise CtapError(CtapError.ERR.USER_ACTION_TIMEOUT)
        self.touched += 1

    def _wrapped(self, party: str, number: bytes) -> bytes:
        return number + hmac.digest(self._secret, party.encode() + number, "sha256")

    def _unwrapped(self, party: str, credential: bytes) -> bytes | None:
        number, tag = credential[:32], credential[32:]
        fits = hmac.compare_digest(
            tag, hmac.digest(self._secret, party.encode() + number, "sha256")
        )
        return number if fits else None


def plugged(*tokens: SoftwareToken) -> PluggedIn:
    """These keys, as if they were plugged in."""
    return PluggedIn([Fido2Client(token, client_data()) for token in tokens])


def _cose(key: ec.EllipticCurvePublicKey) -> dict[int, Any]:
    return dict(ES256.from_cryptography_key(key))  # type: ignore[no-untyped-call]


def _auth_data(party: str, flags: int) -> bytes:
    return hashlib.sha256(party.encode()).digest() + bytes([flags]) + bytes(4)
