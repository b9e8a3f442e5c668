"""Files that carry an organisation's settings to its researchers, by hand as cards do."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.errors import LogoRefused, NewerSettings, SettingsRefused
from desktop.handoff.format import limits
from desktop.handoff.format.settings_file import SettingsFile
from desktop.home.envelope import read_envelope
from desktop.home.organisation import read_settings
from desktop.media.decoding.decoder import PAPER, DecoderPool
from desktop.model.organisation import LOGO, Organisation, OrganisationDocument
from desktop.system.files import PartialFile, translate_os_errors
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.home.organisation import SignedSettings
    from desktop.home.roles import Responsible

SUFFIX: Final = ".skrynia-organisation"


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Settings whose own signature holds; nobody believes them yet."""

    settings: OrganisationDocument
    fingerprint: str
    document: bytes
    signature: bytes


def settings_file(document: bytes, signature: bytes) -> bytes:
    """The bytes of a file."""
    return canonical.encode(SettingsFile(base64.b64encode(document).decode(), signature.decode()))


def load_settings(path: Path) -> ReadSettings:
    """Read a file from disk; errors of :func:`open_settings`, ``StorageError``."""
    with translate_os_errors(), path.open("rb") as file:
        return open_settings(file.read(limits.SETTINGS + 1))


def open_settings(untrusted: bytes) -> ReadSettings:
    """Settings from the bytes of a file; ``SettingsRefused`` where anything does not hold,
    ``NewerSettings``, ``OwnTextRefused``."""
    if len(untrusted) > limits.SETTINGS:
        raise SettingsRefused("the file is too large")
    try:
        envelope = read_envelope(untrusted.strip())
        if envelope.format != "skrynia-organisation-file":
            raise SettingsRefused("not a file of settings")
        if envelope.is_newer_than(1):
            raise NewerSettings("a file of a newer release")
        file = canonical.decode(untrusted.strip(), SettingsFile, newer=True)
        document = base64.b64decode(file.settings, validate=True)
        signature = file.signature.encode("ascii")
    except (canonical.NotADocument, binascii.Error, ValueError):
        raise SettingsRefused("not a file of settings") from None
    if file.version != 1:
        raise SettingsRefused("a file of a format that was never released")
    settings, fingerprint = read_settings(document, signature)
    return ReadSettings(settings, fingerprint, document, signature)


def take_settings(vault: Responsible, read: ReadSettings) -> SignedSettings:
    """Let settings count here that a person was shown; errors of ``vault.organisation.take``."""
    vault.organisation.judge(read.document, read.signature)
    return vault.organisation.take(read.document, read.signature, picture_of(read.settings.logo))


def fill_in(vault: Responsible, organisation: Organisation, logo: bytes) -> SignedSettings:
    """Sign settings in this vault's name and let them count here, in place of all that was filled
    in here before; :func:`write_settings` carries them. ``SettingsRefused``, ``OwnTextRefused``.
    """
    before = vault.organisation.signed()
    unchanged = before is not None and before.settings.logo == logo
    picture = before.logo if before and unchanged else picture_of(logo)
    document, signature = _signed(vault, organisation, logo)
    with vault.transaction():
        vault.organisation.save(Organisation())
        return vault.organisation.take(document, signature, picture)


def write_settings(vault: Responsible, path: Path) -> SignedSettings:
    """Write for others what counts here: the same document each time, and a new one only where
    another signed it or something was filled in beside it. Errors of :func:`sign_settings`."""
    refuse_within(path)
    organisation, signed = vault.organisation.read(), vault.organisation.signed()
    own = signed is not None and signed.fingerprint == vault.identity.fingerprint
    if signed is None or not own or signed.settings.organisation != organisation:
        logo = signed.settings.logo if signed else b""
        return sign_settings(vault, organisation, logo, path)
    with PartialFile(path) as file:
        file.write(settings_file(signed.document, signed.signature))
        file.commit()
    return signed


def sign_settings(
    vault: Responsible, organisation: Organisation, logo: bytes, path: Path
) -> SignedSettings:
    """Sign settings in this vault's name, write them for others, and let them count here.

    ``FileExists`` where something is there already, ``WithinVault``, ``SettingsRefused``,
    ``OwnTextRefused``.
    """
    refuse_within(path)
    picture = picture_of(logo)
    document, signature = _signed(vault, organisation, logo)
    with PartialFile(path) as file:
        file.write(settings_file(document, signature))
        # Before the file has its name: no two files of one number, whatever ends between the two.
        taken = vault.organisation.take(document, signature, picture)
        file.commit()
    return taken


def _signed(vault: Responsible, organisation: Organisation, logo: bytes) -> tuple[bytes, bytes]:
    """Document and signature, of which a file can be made that others take."""
    document, signature = vault.organisation.sign(organisation, logo)
    if len(settings_file(document, signature)) > limits.SETTINGS or len(logo) > LOGO:
        raise SettingsRefused("the settings are too large")
    return document, signature


def picture_of(logo: bytes) -> bytes:
    """A JPEG made of a logo by the decoder of photos; b"" of none. ``LogoRefused`` for what is no
    picture."""
    if not logo:
        return b""
    with DecoderPool(1) as pool:
        decoded = pool.submit(logo, PAPER).result()
    if decoded.picture is None:
        raise LogoRefused("the logo could not be read as a picture")
    return decoded.picture.data


def load_logo(path: Path) -> bytes:
    """A file that somebody chose as logo, as it is; what it shows is for :func:`picture_of` to say.
    ``LogoRefused`` above 256 KiB, ``StorageError``."""
    with translate_os_errors(), path.open("rb") as file:
        data = file.read(LOGO + 1)
    if len(data) > LOGO:
        raise LogoRefused("the logo is larger than 256 KiB")
    return data
