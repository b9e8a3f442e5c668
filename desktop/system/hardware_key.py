"""Hardware keys (FIDO2): something that is plugged in and touched, beside a passphrase.

By WebAuthn's *prf* extension, which is hmac-secret of CTAP 2.1 (section 12.5): the key answers 32
bytes with 32 others, the same each time, and no other key does. On Windows the system's own dialog
asks for the touch (webauthn.dll); elsewhere the key is spoken to over USB HID. Nothing is stored
on the key, and it is told neither whose vault it is nor which.

Tried against a key made of software (``tests/software_token.py``); no real one was seen.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from desktop.errors import HardwareKeyError

if TYPE_CHECKING:
    from fido2.client import ClientDataCollector, WebAuthnClient

RELYING_PARTY: Final = "skrynia.vault"
"""What a key ties its answers to. Never changed: all answers would be others."""
_ORIGIN: Final = f"https://{RELYING_PARTY}"
_ANSWER_BYTES: Final = 32
_TOUCH_WITHIN_MS: Final = 30_000


class PluggedIn:
    """The keys that are plugged in now, as one ``desktop.crypto.secret.HardwareKey``.

    ``stop``: set from another thread to give up waiting for a touch.
    """

    def __init__(self, clients: Sequence[WebAuthnClient], stop: Event | None = None) -> None:
        self._clients = clients
        self._stop = stop

    def enrol(self, vault_id: str) -> bytes:  # noqa: ARG002
        """Make a credential with the first key; waits for a touch. What it is known by, to be
        handed back to :meth:`answer`.

        ``HardwareKeyError`` where none is there, nobody touches it, or it gives no such answers.
        """
        if not self._clients:
            raise HardwareKeyError("no hardware key is plugged in")
        made = _asked(lambda: self._clients[0].make_credential(_creation(), event=self._stop))
        prf = made.client_extension_results.prf
        if not (prf and prf.enabled):
            raise HardwareKeyError("this hardware key lacks hmac-secret")
        return bytes(made.raw_id)

    def answer(self, credential: bytes, challenge: bytes) -> bytes | None:
        """What the key that made ``credential`` answers to the 32 bytes of ``challenge``: 32 bytes;
        None where no key here made it. Waits for a touch. ``HardwareKeyError`` as above."""
        if not self._clients:
            raise HardwareKeyError("no hardware key is plugged in")
        for client in self._clients:
            answer = self._answer_of(client, credential, challenge)
            if answer is not None:
                return answer
        return None

    def _answer_of(
        self, client: WebAuthnClient, credential: bytes, challenge: bytes
    ) -> bytes | None:
        request = _request(credential, challenge)
        found = _asked(lambda: client.get_assertion(request, event=self._stop), none_fits=True)
        if found is None:
            return None
        prf = found.get_response(0).client_extension_results.prf
        answer = bytes(prf.results.first) if prf and prf.results else b""
        if len(answer) != _ANSWER_BYTES:
            raise HardwareKeyError("this hardware key lacks hmac-secret")
        return answer


def plugged_in(stop: Event | None = None) -> PluggedIn:
    """What is plugged in now; ``HardwareKeyError`` where that is nothing."""
    clients = _clients()
    if not clients:
        raise HardwareKeyError("no hardware key is plugged in")
    return PluggedIn(clients, stop)


def client_data() -> ClientDataCollector:
    """Who asks, as each key is told."""
    from fido2.client import DefaultClientDataCollector

    return DefaultClientDataCollector(_ORIGIN, verify=lambda _party, _origin: True)


def _clients() -> list[WebAuthnClient]:
    try:
        if sys.platform == "win32":
            # Imported, it asks for webauthn.dll, which older systems lack.
            from fido2.client.windows import WindowsClient

            return [WindowsClient(client_data())] if WindowsClient.is_available() else []
        return _over_usb()
    except OSError:
        raise HardwareKeyError("the system does not let a hardware key be spoken to") from None


def _over_usb() -> list[WebAuthnClient]:
    from fido2.client import Fido2Client
    from fido2.hid import CtapHidDevice

    return [Fido2Client(each, client_data()) for each in CtapHidDevice.list_devices()]


def _asked(ask: Callable[[], Any], *, none_fits: bool = False) -> Any:
    """What a key answers; None, where that may be, if it did not make the credential."""
    from fido2.client import ClientError

    try:
        return ask()
    except ClientError as error:
        if none_fits and error.code is ClientError.ERR.DEVICE_INELIGIBLE:
            return None
        raise HardwareKeyError(error.code.name.lower()) from None
    except OSError:
        raise HardwareKeyError("the hardware key was pulled out") from None


def _creation() -> Any:
    from fido2 import webauthn as w

    return w.PublicKeyCredentialCreationOptions(
        rp=w.PublicKeyCredentialRpEntity(name="Skrynia", id=RELYING_PARTY),
        user=w.PublicKeyCredentialUserEntity(
            name="Skrynia", id=secrets.token_bytes(16), display_name="Skrynia"
        ),
        challenge=secrets.token_bytes(32),
        pub_key_cred_params=[
            w.PublicKeyCredentialParameters(type=w.PublicKeyCredentialType.PUBLIC_KEY, alg=-7)
        ],
        timeout=_TOUCH_WITHIN_MS,
        authenticator_selection=w.AuthenticatorSelectionCriteria(
            resident_key=w.ResidentKeyRequirement.DISCOURAGED,
            user_verification=w.UserVerificationRequirement.DISCOURAGED,
        ),
        extensions={"prf": {}},
    )


def _request(credential: bytes, challenge: bytes) -> Any:
    from fido2 import webauthn as w

    return w.PublicKeyCredentialRequestOptions(
        challenge=secrets.token_bytes(32),
        timeout=_TOUCH_WITHIN_MS,
        rp_id=RELYING_PARTY,
        allow_credentials=[
            w.PublicKeyCredentialDescriptor(
                type=w.PublicKeyCredentialType.PUBLIC_KEY, id=credential
            )
        ],
        user_verification=w.UserVerificationRequirement.DISCOURAGED,
        extensions={"prf": {"eval": {"first": challenge}}},
    )
