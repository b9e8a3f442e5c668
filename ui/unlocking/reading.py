"""What was entered for each way to unlock, once it is submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.unlocking.entered import Entered, passphrase
from ui.unlocking.secret_entry import SecretEntry, Way

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret


def read(entry: SecretEntry, way: Way) -> Entered | None:
    """What opens the vault; None where something is missing."""
    return _READ[way](entry)


def _typed(entry: SecretEntry) -> Entered | None:
    text = entry.field.text()
    return passphrase(text) if text else None


def _with_file(entry: SecretEntry) -> Entered | None:
    text, path = entry.field.text(), entry.key_file.path
    return Entered(lambda: _both(text, path)) if text and path is not None else None


def _with_hardware(entry: SecretEntry) -> Entered | None:
    text = entry.field.text()
    return Entered(lambda: _touched(text)) if text else None


def _sheet(entry: SecretEntry) -> Entered | None:
    code = entry.sheet.code()
    return Entered(lambda: code, recovers=True) if code is not None else None


def _shares(entry: SecretEntry) -> Entered | None:
    shares = entry.shares.shares()
    return Entered(lambda: shares, recovers=True) if shares is not None else None


def _key_file(entry: SecretEntry) -> Entered | None:
    path = entry.key_file.path
    return Entered(lambda: _file(path)) if path is not None else None


def _both(text: str, path: Path) -> Secret:
    from desktop.crypto.secret import PassphraseWithFile
    from desktop.vault.file.secret_files import load_key_file

    return PassphraseWithFile(text, load_key_file(path))


def _touched(text: str) -> Secret:
    from desktop.crypto.secret import PassphraseWithHardware
    from desktop.system.hardware_key import plugged_in

    return PassphraseWithHardware(text, plugged_in())


def _file(path: Path) -> Secret:
    from desktop.vault.file.secret_files import load_key_file

    return load_key_file(path)


_READ: Final[Mapping[Way, Callable[[SecretEntry], Entered | None]]] = {
    Way.PASSPHRASE: _typed,
    Way.WITH_FILE: _with_file,
    Way.WITH_HARDWARE: _with_hardware,
    Way.SHEET: _sheet,
    Way.SHARES: _shares,
    Way.KEY_FILE: _key_file,
}
