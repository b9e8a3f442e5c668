"""Phones that the system shows as folders, and how to get at the photos of one that it does not.

Linux: gvfs mounts a phone (MTP, PTP, Apple's) into a folder of its own below the user's runtime
directory, from which it is read like any other; seen on no phone here, only on such folders.
Windows shows a phone in its Explorer alone, without a path; macOS not at all without a program.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.i18n import _
from desktop.model.identity import only_shown

_MOUNT: Final = re.compile(r"(?:mtp|gphoto2|afc):host=([^,]*)")
_ESCAPED: Final = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone or camera that is shown as a folder. ``name``: as it calls itself."""

    name: str
    path: Path


def mounts() -> Path | None:
    """Where gvfs mounts what it finds; None where there is no such place."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(runtime) / "gvfs" if runtime and sys.platform != "win32" else None


def phones(folder: Path | None = None) -> tuple[Phone, ...]:
    """The phones that are there now, by name; ``OSError``. Waits as long as gvfs does.

    ``folder``: where they are mounted, in place of :func:`mounts`.
    """
    place = folder or mounts()
    if place is None or not place.is_dir():
        return ()
    found = ((each, _MOUNT.match(_unescaped(each.name))) for each in place.iterdir())
    named = (Phone(_called(match[1]), each) for each, match in found if match)
    return tuple(sorted(named, key=lambda phone: (phone.name, str(phone.path))))


def _unescaped(name: str) -> str:
    """``%20`` of a mount's name as it was; well-formed whatever it was."""
    octets = os.fsencode(name)
    plain = _ESCAPED.sub(lambda code: bytes.fromhex(code[1].decode()), octets)
    return plain.decode("utf-8", "replace")


def _called(host: str) -> str:
    """Without characters that hide or turn others round."""
    return only_shown(host.replace("_", " ")).strip() or _("Phone or camera")


def how_to_reach() -> str:
    """How photos come from a phone on the system this runs on."""
    if sys.platform == "win32":
        return _(
            "A phone: connect it, unlock it and allow file transfer; in Explorer copy its folder "
            "DCIM onto an encrypted disk, and add that folder. Copied in this way, files keep "
            "their bytes; delete the folder afterwards."
        )
    if sys.platform == "darwin":
        return _(
            "A phone: import its photos with Image Capture into a folder on an encrypted disk, "
            "with “Keep Originals” where it is offered, and add that folder; delete it afterwards."
        )
    return _(
        "A phone: connect it, unlock it and allow file transfer. Then it stands among the places "
        "under “Add a folder…”. If it does not, copy its folder DCIM onto an encrypted disk and "
        "add that."
    )
