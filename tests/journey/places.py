"""Where a journey leaves what it saves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """Where the journey leaves things."""

    out: Path

    @property
    def stick(self) -> Path:
        """The stick that is carried."""
        return self.out / "stick"

    def card(self, name: str) -> Path:
        """Somebody's card on the stick."""
        return self.stick / f"{name}.skrynia-card"

    @property
    def package(self) -> Path:
        """The one package on the stick."""
        [found] = [p for p in self.stick.glob("*.age") if not p.name.endswith("-receipt.age")]
        return found

    @property
    def receipt(self) -> Path:
        """The one receipt on the stick."""
        [found] = self.stick.glob("*-receipt.age")
        return found
