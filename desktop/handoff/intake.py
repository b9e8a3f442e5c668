"""Receiving as a person means it: the package is taken in, then its pictures can be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.handoff.receiving.receive import Received, receive_package
from desktop.media.decoding.pictures import make_pictures
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.home.roles import TakingIn


def take_in(
    vault: TakingIn,
    path: Path,
    progress: Progress = no_progress,
    stopped: Callable[[], None] | None = None,
) -> Received:
    """Receive a package (see ``receive_package``), then make the pictures that wait.

    For where nobody makes them behind. ``Cancelled`` among them leaves the package received,
    and the pictures waiting. ``stopped`` is told where no child that decodes can be started.
    """
    received = receive_package(vault, path, progress)
    if not make_pictures(vault, progress=progress) and stopped is not None:
        stopped()
    return received
