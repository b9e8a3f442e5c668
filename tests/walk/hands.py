"""Mouse and keys, through the X server: what is pressed here goes where a person's goes, and is
counted."""

from __future__ import annotations

from dataclasses import dataclass

from tests.walk.screen import Desktop

_DOUBLE_CLICK_MS = "60"
_BETWEEN_KEYS_MS = "4"
_WHEEL_UP, _WHEEL_DOWN = "4", "5"

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """What hands did: ``clicks`` (a double click is two), ``keys`` (a chord is one, a letter of a
    text none: it is as long as it is), and turns of the ``wheel``."""

    clicks: int = 0
    keys: int = 0
    wheel: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.clicks + other.clicks, self.keys + other.keys, self.wheel + other.wheel)

    def __sub__(self, other: Count) -> Count:
        return Count(self.clicks - other.clicks, self.keys - other.keys, self.wheel - other.wheel)


class Hands:
    """One mouse and one keyboard with Latin and Cyrillic layouts."""

    def __init__(self, desktop: Desktop, layouts: str = "us,by") -> None:
        self._desktop = desktop
        self.done = Count()
        desktop.run("setxkbmap", "-layout", layouts)

    def click(self, at: Point) -> None:
        """Click once with the left button."""
        self.done += Count(clicks=1)
        self._do(*_move(at), "click", "1")

    def double_click(self, at: Point) -> None:
        """Click twice with the left button."""
        self.done += Count(clicks=2)
        self._do(*_move(at), "click", "--repeat", "2", "--delay", _DOUBLE_CLICK_MS, "1")

    def turn_wheel(self, at: Point, notches: int) -> None:
        """Turn the wheel over this point; a positive number shows what is further down."""
        self.done += Count(wheel=1)
        button = _WHEEL_DOWN if notches > 0 else _WHEEL_UP
        self._do(*_move(at), "click", "--repeat", str(abs(notches)), "--delay", "10", button)

    def press(self, *chords: str) -> None:
        """Keys by their X names, one after the other: ``ctrl+l``, ``Return``."""
        self.done += Count(keys=len(chords))
        self._do("key", "--clearmodifiers", *chords)

    def type(self, text: str) -> None:
        """Letters one after the other, in Latin and Cyrillic."""
        self._do("type", "--delay", _BETWEEN_KEYS_MS, text)

    def _do(self, *command: str) -> None:
        self._desktop.run("xdotool", *command)


def _move(at: Point) -> tuple[str, ...]:
    return ("mousemove", "--sync", str(at[0]), str(at[1]))
