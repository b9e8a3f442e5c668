"""The accessibility tree as a screen reader gets it: read over AT-SPI into plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Self


class State(IntEnum):
    """The bits of AT-SPI's state set that are asked for here."""

    ACTIVE = 1
    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    FOCUSABLE = 11
    FOCUSED = 12
    MODAL = 16
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25
    READ_ONLY = 43


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in pixels of the screen."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where one would click."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see of it."""
        return self.width <= 0 or self.height <= 0

    def holds(self, point: tuple[int, int]) -> bool:
        """Whether a point lies in it."""
        return 0 <= point[0] - self.x < self.width and 0 <= point[1] - self.y < self.height

    def within(self, other: Box) -> Box:
        """What of it lies in another."""
        left, top = max(self.x, other.x), max(self.y, other.y)
        right = min(self.x + self.width, other.x + other.width)
        bottom = min(self.y + self.height, other.y + other.height)
        return Box(left, top, max(0, right - left), max(0, bottom - top))

    def larger(self, scale: float) -> Box:
        """In a screen's pixels, from units of which each is ``scale`` pixels."""
        left, top = round(self.x * scale), round(self.y * scale)
        right = round((self.x + self.width) * scale)
        bottom = round((self.y + self.height) * scale)
        return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class Address:
    """Where an object lives: the bus name of its program and its path there."""

    bus: str
    path: str


@dataclass(frozen=True, slots=True)
class Node:
    """One object. ``seen``: what of its box no scrolled area around it cuts off.

    ``around``: what is seen of what it lies in, which is where the wheel moves it.
    ``label``: the words that label it, where something beside it does; else its name. Of a
    drop-down list Qt tells on Linux the chosen entry as the name.
    """

    address: Address
    role: str
    name: str
    label: str
    states: frozenset[State]
    box: Box
    seen: Box
    around: Box
    children: tuple[Self, ...]

    def walk(self) -> Iterator[Self]:
        """This object and all below it, in the order in which they are read out."""
        yield self
        for child in self.children:
            yield from child.walk()

    def has(self, *states: State) -> bool:
        """Whether all of these hold."""
        return self.states.issuperset(states)

    def told(self, depth: int = 0) -> str:
        """The tree as indented lines, for a failing test."""
        states = " ".join(sorted(state.name.lower() for state in self.states))
        box = (self.box.x, self.box.y, self.box.width, self.box.height)
        label = "" if self.label == self.name else f" labelled {self.label!r}"
        line = f"{'  ' * depth}{self.role}: {self.name!r}{label} {box} {states}\n"
        return line + "".join(child.told(depth + 1) for child in self.children)
