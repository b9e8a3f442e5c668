"""An enumeration that is made quickly is the one that Python's ``enum`` makes, in all its parts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum, Flag, FlagBoundary, IntEnum, IntFlag
from types import ModuleType
from typing import Any

import pytest
from PySide6 import QtCore, QtDBus, QtGui, QtPrintSupport, QtSvg, QtWidgets

from ui import enumerations

MODULES = (QtCore, QtGui, QtWidgets, QtSvg, QtDBus, QtPrintSupport)

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="under another Python all is left to enum"
)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = type(Enum)._create_  # type: ignore[attr-defined]
    yield
    type(Enum)._create_ = before  # type: ignore[attr-defined]


def of_qt() -> Iterator[type[Enum]]:
    """Every enumeration of the modules of Qt that the program uses, each once."""
    seen: set[int] = set()
    waiting: list[object] = list(MODULES)
    while waiting:
        place = waiting.pop()
        for name in dir(place):
            found = getattr(place, name, None)
            if not isinstance(found, type) or id(found) in seen:
                continue
            seen.add(id(found))
            if issubclass(found, Enum):
                yield found
            elif found.__module__.startswith("PySide6") and not isinstance(found, ModuleType):
                waiting.append(found)


def shape(made: Any) -> dict[str, object]:
    """All that a class of an enumeration is, its members by what they are."""
    tables = {"_member_map_", "_value2member_map_"}
    inside = {**vars(made)}
    of_class = {
        # A method of the class is bound to it, and compared without it.
        name: getattr(getattr(made, name), "__func__", getattr(made, name))
        for name in inside
        if name not in {*tables, *made.__members__}
    }
    members = [
        (name, type(each._value_), {**vars(each), "__objclass__": None}, inside[name] is each)
        for name, each in made._member_map_.items()
    ]
    by_value = [(value, each._name_) for value, each in made._value2member_map_.items()]
    return {
        "names": sorted(inside),
        "class": of_class,
        "members": members,
        "by value": by_value,
        "in order": [each._name_ for each in made],
        "told": [(repr(each), str(each), f"{each}", bool(each)) for each in made],
        "bases": made.__mro__[1:],
        "own doing": [repr(each) for each in doing(made)],
    }


def doing(made: Any) -> Iterator[object]:
    """What its members answer: found by value and name, and as flags joined and turned round."""
    for name, each in made.__members__.items():
        yield made(each._value_)
        yield made[name]
        if issubclass(made, Flag):
            yield ~each
            yield each | made(1 << 12) if made._boundary_ is FlagBoundary.KEEP else each
            yield bits(each)


def bits(each: Any) -> object:
    """Its single bits, or that ``enum`` goes through none: it does not where one has no name."""
    try:
        return [*each]
    except (AttributeError, ValueError) as error:
        return str(error)


def both(kind: Any, members: list[tuple[str, Any]], **options: Any) -> tuple[Any, Any]:
    """The same enumeration, made by ``enum`` and quickly."""
    enumerations.make_as_python()
    slow = kind("Made", members, **options)
    enumerations.make_quickly()
    return slow, kind("Made", members, **options)


def test_every_enumeration_of_qt_is_made_in_the_same_shape() -> None:
    compared = 0
    for known in of_qt():
        kind = known.__mro__[1]
        members = [(name, known.__members__[name]._value_) for name in known.__members__]
        boundary = getattr(known, "_boundary_", None)
        if members:
            slow, quick = both(kind, members, boundary=boundary)
            assert shape(slow) == shape(quick), known
            compared += 1
    assert compared > 600


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (Enum, [("ONE", 1), ("ALSO_ONE", 1), ("LESS", -1)]),
        (IntEnum, [("TWO", 2), ("NONE", 0)]),
        (Flag, [("BOTH", 3), ("RIGHT", 2), ("LEFT", 1), ("NONE", 0)]),
        (IntFlag, [("HIGH", 1 << 31), ("ALL", -1), ("LOW", 1)]),
        (Enum, [("WORDS", "a text"), ("NUMBER", 1)]),
        (IntEnum, [("YES", True)]),
        (Enum, []),
    ],
)
def test_others_too_and_what_is_not_plain_is_left_to_enum(
    kind: Any, members: list[tuple[str, Any]]
) -> None:
    slow, quick = both(kind, members)
    assert shape(slow) == shape(quick)
    assert quick.__module__ == __name__, "that of whoever asked"


@pytest.mark.parametrize("name", ["mro", "name", "_hidden", "__init__", ""])
def test_a_name_that_means_something_ends_as_it_does_in_enum(name: str) -> None:
    told = []
    for make in (enumerations.make_as_python, enumerations.make_quickly):
        make()
        try:
            told.append(repr(shape(Enum("Made", [(name, 1), ("B", 2)]))["names"]))
        except (TypeError, ValueError) as error:
            told.append(repr(error))
    assert told[0] == told[1]
