"""Where the demo leaves things, and what was asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.errors import SkryniaError, VaultExists
from desktop.system.files import translate_os_errors
from desktop.system.private_files import private_folder

_LAID_DOWN: Final = (
    "cards/*.skrynia-card",
    "drawn-photos/*-[0-9][0-9][0-9].jpg",
    "drawn-photos/*-[0-9][0-9][0-9].png",
    "stick/skrynia-*.age",
    "opening/key.txt",
    "opening/allowed_signers",
    "opening/README.txt",
    "summary.pdf",
    "passphrases.txt",
)
"""The files that the demo makes beside its vaults."""


@dataclass(frozen=True, slots=True)
class Wish:
    """``photos``: a folder of one's own, None to have some drawn. ``interviews``: how many go."""

    photos: Path | None = None
    interviews: int = 1
    post_quantum: bool = True


@dataclass(frozen=True, slots=True)
class DemoPaths:
    """The demo's folder and what lies in it."""

    root: Path

    @property
    def researcher(self) -> Path:
        """The first vault."""
        return self.root / "researcher.skrynia"

    @property
    def organisation(self) -> Path:
        """The second vault."""
        return self.root / "organisation.skrynia"

    @property
    def cards(self) -> Path:
        """The two cards, as they would be handed over."""
        return self.root / "cards"

    @property
    def drawn(self) -> Path:
        """Pictures made for the demo, where none were given."""
        return self.root / "drawn-photos"

    @property
    def summary(self) -> Path:
        """The PDF of the first interview."""
        return self.root / "summary.pdf"

    @property
    def stick(self) -> Path:
        """Stands for the USB stick: package and receipt."""
        return self.root / "stick"

    @property
    def opening(self) -> Path:
        """What stock tools need to open the package."""
        return self.root / "opening"

    @property
    def passphrases(self) -> Path:
        """Both passphrases, in the clear: only a demo does that."""
        return self.root / "passphrases.txt"


@contextmanager
def prepared(root: Path) -> Iterator[DemoPaths]:
    """The folder and its parts, new; ``VaultExists`` where anything lies in it already.

    Whatever goes wrong inside takes everything away again that the demo laid there, and the
    folders that were made for it. What somebody else put there meanwhile stays.
    """
    paths = DemoPaths(root)
    missing = [folder for folder in (root, *root.parents) if not os.path.lexists(folder)]
    with translate_os_errors():
        if os.path.lexists(root) and (not root.is_dir() or any(root.iterdir())):
            raise VaultExists("it is not an empty folder")
    try:
        with translate_os_errors():
            root.mkdir(parents=True, exist_ok=True)
            for folder in (paths.cards, paths.stick, paths.opening):
                private_folder(folder)
        yield paths
    except BaseException:
        _clear(paths, missing)
        raise


def _clear(paths: DemoPaths, made: list[Path]) -> None:
    """Take away what the demo lays down. What cannot be removed stays: the reason why the
    demo failed is told, and that is the one that counts."""
    from desktop.vault import remove_unwanted

    with suppress(SkryniaError):
        for vault in (paths.researcher, paths.organisation):
            remove_unwanted(vault)
    for pattern in _LAID_DOWN:
        with suppress(OSError):
            for file in paths.root.glob(pattern):
                file.unlink()
    for folder in (paths.cards, paths.drawn, paths.stick, paths.opening, *made):
        with suppress(OSError):  # not empty, or never made
            folder.rmdir()
