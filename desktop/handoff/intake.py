"""Receiving as a person means it: the package is taken in, then its pictures can be seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.handoff.receiving.receive import Received, receive_package
from desktop.media.working_copies import make_working_copies
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault


def take_in(vault: Vault, path: Path, progress: Progress = no_progress) -> Received:
    """Receive a package (see ``receive_package``), then make working copies of what is new.

    The working copies can be made at any later time: ``Cancelled`` among them leaves the
    package received.
    """
    new: list[str] = []
    received = receive_package(vault, path, progress, on_media=new.append)
    make_working_copies(vault, new, progress)
    return received
