"""Reads a program's windows over AT-SPI, as a screen reader does, level by level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_EVERYWHERE = Box(0, 0, 1 << 20, 1 << 20)
_UNCLIPPED = {"application", "combo box"}
"""What they show may lie outside of them: a window, a list that is dropped down."""


@dataclass(frozen=True, slots=True)
class _Raw:
    """One object as it was read."""

    role: str
    name: str
    states: frozenset[State]
    box: Box
    children: tuple[Address, ...]
    labels: tuple[Address, ...]


class Reader:
    """Reads trees from the accessibility bus; boxes come out in pixels of the screen."""

    def __init__(self, bus: Bus, scale: float) -> None:
        self._bus = bus
        # Qt says boxes in its own units, of which a fine screen draws each larger.
        self._scale = scale

    def programs(self) -> list[Address]:
        """The programs that offer a tree."""
        return _addresses(self._bus.ask(_call(_ROOT, "Accessible", "GetChildren")))

    def read(self, program: Address) -> Node | None:
        """All that a program shows now; None when it is not there (any more)."""
        found: dict[Address, _Raw] = {}
        level = [program]
        while level:
            raws = self._read_level(level)
            found |= raws
            level = [child for raw in raws.values() if _opens(raw) for child in raw.children]
        return _node(program, found, _EVERYWHERE, _EVERYWHERE) if program in found else None

    def text(self, entry: Address) -> str:
        """What stands in an entry."""
        answer = self._bus.ask(_call(entry, "Text", "GetText", "ii", 0, _TO_THE_END))
        return "" if isinstance(answer, Refused) else str(answer[0])

    def _read_level(self, level: Sequence[Address]) -> dict[Address, _Raw]:
        rows = [_questions(address) for address in level]
        answers = iter(self._bus.ask_all([question for row in rows for question in row]))
        read = {}
        for address, row in zip(level, rows, strict=True):
            answered = [next(answers) for _question in row]
            if not any(isinstance(answer, Refused) for answer in answered):
                read[address] = self._raw(answered)
        return read

    def _raw(self, answered: Sequence[Any]) -> _Raw:
        (role,), ((_kind, name),), (states,), (box,), children, (relations,) = answered
        bits = states[0] | states[1] << 32
        held = frozenset(state for state in State if bits >> state & 1)
        labels = tuple(Address(*at) for kind, ends in relations if kind == _LABELLED for at in ends)
        place = Box(*box).larger(self._scale)
        return _Raw(role, name, held, place, tuple(_addresses(children)), labels)


def _questions(address: Address) -> list[Message]:
    named = DBusAddress(address.path, address.bus, f"{_INTERFACE}Accessible")
    return [
        _call(address, "Accessible", "GetRoleName"),
        Properties(named).get("Name"),
        _call(address, "Accessible", "GetState"),
        _call(address, "Component", "GetExtents", "u", _ON_SCREEN),
        _call(address, "Accessible", "GetChildren"),
        _call(address, "Accessible", "GetRelationSet"),
    ]


def _call(
    address: Address, interface: str, method: str, signature: str = "", *body: object
) -> Message:
    place = DBusAddress(address.path, address.bus, f"{_INTERFACE}{interface}")
    return new_method_call(place, method, signature or None, body)


def _addresses(children: Any) -> list[Address]:
    return [Address(bus, path) for bus, path in children[0]]


def _opens(raw: _Raw) -> bool:
    """Whether what lies in it can be on the screen."""
    return raw.role == "application" or State.SHOWING in raw.states


def _node(address: Address, found: dict[Address, _Raw], clip: Box, around: Box) -> Node:
    raw = found[address]
    seen = raw.box.within(clip)
    inner = _EVERYWHERE if raw.role in _UNCLIPPED else seen
    children = tuple(
        _node(child, found, inner, around if seen.empty else seen)
        for child in raw.children
        if child in found and State.SHOWING in found[child].states
    )
    label = next((found[at].name for at in raw.labels if at in found), raw.name)
    return Node(address, raw.role, raw.name, label, raw.states, raw.box, seen, around, children)
