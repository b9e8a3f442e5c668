"""Where the demo leaves things, and what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.errors import FileExists
from desktop.files import translate_os_errors


@dataclass(frozen=True, slots=True)
class Wish:
    """``photos``: a folder of one's own, None to have some drawn. ``interviews``: how many go."""

    photos: Path | None = None
    interviews: int = 1
    post_quantum: bool = True


@dataclass(frozen=True, slots=True)
class Places:
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


def prepare(root: Path) -> Places:
    """Make the folder and its parts; ``FileExists`` where anything lies in it already."""
    places = Places(root)
    with translate_os_errors():
        root.mkdir(parents=True, exist_ok=True)
        if any(root.iterdir()):
            raise FileExists("the folder is not empty")
        for folder in (places.cards, places.stick, places.opening):
            folder.mkdir()
    return places
