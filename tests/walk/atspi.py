"""Reads a program's windows over AT-SPI, as a screen reader does.

What was there at the last reading is asked all at once, what is new level by level. What never
changes of an object, its role and what labels it, is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jeepney import DBusAddress, Message, Properties, new_method_call

from tests.walk.bus import REGISTRY_NAME, Bus, Refused
from tests.walk.tree import Address, Box, Node, State

_ROOT = Address(REGISTRY_NAME, "/org/a11y/atspi/accessible/root")
_INTERFACE = "org.a11y.atspi."
_ON_SCREEN = 0
"""AT-SPI's code for coordinates counted from the corner of the screen."""
_LABELLED = 2
"""AT-SPI's code for the relation from a control to what labels it."""
_TO_THE_END = -1
_HERE = {State.FOCUSED, State.FOCUSABLE, State.SHOWING}
_EVERYWHERE = Box(0, 0, 1 << 20, 1 << 20)
_UNLABELLED = {"label", "graphic", "filler", "push button", "radio button", "check box"}
"""What is never labelled by something beside it."""
_UNCLIPPED = {"application", "combo box"}
"""What they show may lie outside of them: a window, a list that is dropped down."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an object is for as long as it is there."""

    role: str
    labels: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """One object as it was read."""

    kind: _Kind
    name: str
    states: frozenset[State]
    box: Box
    children: tuple[Address, ...]


class Reader:
    """Reads trees from the accessibility bus; boxes come out in pixels of the screen."""

    def __init__(self, bus: Bus, scale: float) -> None:
        self._bus = bus
        # Qt says boxes in its own units, of which a fine screen draws each larger.
        self._scale = scale
        self._kinds: dict[Address, _Kind] = {}
        self._before: tuple[Address, ...] = ()

    def programs(self) -> list[Address]:
        """The programs that offer a tree."""
        return _addresses(self._bus.ask(_call(_ROOT, "Accessible", "GetChildren")))

    def read(self, program: Address) -> Node | None:
        """All that a program shows now; None when it is not there (any more)."""
        guessed = self._read_all(self._before)
        found: dict[Address, _Raw] = {}
        level = [program]
        while level:
            guessed |= self._read_all([at for at in level if at not in guessed])
            found |= {at: guessed[at] for at in level if at in guessed}
            level = [
                child
                for at in level
                if at in guessed and _opens(guessed[at])
                for child in guessed[at].children
                if child not in found
            ]
        self._before = tuple(found)
        return _node(program, found, _EVERYWHERE, _EVERYWHERE) if program in found else None

    def focus(self) -> Node | None:
        """What told last that it has the focus, where it still has it; by itself, its place
        not cut to what is seen of it."""
        told, raw = None, None
        # A list tells that it has the focus, and then its row: what is told meanwhile counts.
        while self._bus.focused is not None and told != self._bus.focused:
            told = self._bus.focused
            raw = self._read_all([Address(*told)]).get(Address(*told))
        if told is None or raw is None or not raw.states.issuperset(_HERE):
            return None
        at = Address(*told)
        named = self._read_all(raw.kind.labels)
        label = next((named[end].name for end in raw.kind.labels if end in named), raw.name)
        return Node(at, raw.kind.role, raw.name, label, raw.states, raw.box, raw.box, raw.box, ())

    def text(self, entry: Address) -> str:
        """What stands in an entry."""
        answer = self._bus.ask(_call(entry, "Text", "GetText", "ii", 0, _TO_THE_END))
        return "" if isinstance(answer, Refused) else str(answer[0])

    def _read_all(self, addresses: Sequence[Address]) -> dict[Address, _Raw]:
        """Those that are still there."""
        self._learn([at for at in addresses if at not in self._kinds])
        known = [at for at in addresses if at in self._kinds]
        answered = self._ask_each(known, _states_of)
        return {at: self._raw(self._kinds[at], row) for at, row in answered.items()}

    def _learn(self, addresses: Sequence[Address]) -> None:
        for at, [(role,)] in self._ask_each(addresses, _role_of).items():
            self._kinds[at] = _Kind(role)
        labelled = [
            at for at in addresses
            if at in self._kinds and self._kinds[at].role not in _UNLABELLED
        ]  # fmt: skip
        for at, [(relations,)] in self._ask_each(labelled, _relations_of).items():
            ends = [end for kind, ends in relations if kind == _LABELLED for end in ends]
            labels = tuple(Address(*end) for end in ends)
            self._kinds[at] = _Kind(self._kinds[at].role, labels)

    def _ask_each(
        self, addresses: Sequence[Address], questions: Callable[[Address], tuple[Message, ...]]
    ) -> dict[Address, list[Any]]:
        """The answers of those that answer everything."""
        rows = [questions(at) for at in addresses]
        answers = iter(self._bus.ask_all([question for row in rows for question in row]))
        told = {at: [next(answers) for _q in row] for at, row in zip(addresses, rows, strict=True)}
        return {
            at: row for at, row in told.items()
            if not any(isinstance(answer, Refused) for answer in row)
        }  # fmt: skip

    def _raw(self, kind: _Kind, answered: Sequence[Any]) -> _Raw:
        ((_variant, name),), (states,), (box,), children = answered
        bits = states[0] | states[1] << 32
        place = Box(*box).larger(self._scale)
        return _Raw(kind, name, _held(bits), place, tuple(_addresses(children)))


@lru_cache(maxsize=1000)
def _held(bits: int) -> frozenset[State]:
    return frozenset(state for state in State if bits >> state & 1)


@lru_cache(maxsize=10_000)
def _states_of(address: Address) -> tuple[Message, ...]:
    """What may be otherwise the next time: name, states, place, what lies in it."""
    named = DBusAddress(address.path, address.bus, f"{_INTERFACE}Accessible")
    return (
        Properties(named).get("Name"),
        _call(address, "Accessible", "GetState"),
        _call(address, "Component", "GetExtents", "u", _ON_SCREEN),
        _call(address, "Accessible", "GetChildren"),
    )


def _role_of(address: Address) -> tuple[Message, ...]:
    return (_call(address, "Accessible", "GetRoleName"),)


def _relations_of(address: Address) -> tuple[Message, ...]:
    return (_call(address, "Accessible", "GetRelationSet"),)


def _call(
    address: Address, interface: str, method: str, signature: str = "", *body: object
) -> Message:
    place = DBusAddress(address.path, address.bus, f"{_INTERFACE}{interface}")
    return new_method_call(place, method, signature or None, body)


def _addresses(children: Any) -> list[Address]:
    return [Address(bus, path) for bus, path in children[0]]


def _opens(raw: _Raw) -> bool:
    """Whether what lies in it can be on the screen."""
    return raw.kind.role == "application" or State.SHOWING in raw.states


def _node(address: Address, found: dict[Address, _Raw], clip: Box, around: Box) -> Node:
    raw = found[address]
    seen = raw.box.within(clip)
    inner = _EVERYWHERE if raw.kind.role in _UNCLIPPED else seen
    children = tuple(
        _node(child, found, inner, around if seen.empty else seen)
        for child in raw.children
        if child in found and State.SHOWING in found[child].states
    )
    label = next((found[at].name for at in raw.kind.labels if at in found), raw.name)
    return Node(
        address, raw.kind.role, raw.name, label, raw.states, raw.box, seen, around, children
    )
