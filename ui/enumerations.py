"""Qt's enumerations are made in a fifth of the time, in the same shape.

PySide makes all enumerations of a class when it is first used, and of the whole ``Qt`` namespace at
once: three thousand members in two hundred classes before the first window, 28 ms. It asks Python's
``enum`` for each, which looks at every one as if somebody had written it by hand. Here a class is
made after one that ``enum`` made, and its members are laid into it as ``enum`` lays them. What is
not plain names with whole numbers is left to ``enum``; so is everything under another Python than
the one whose ``enum`` this was compared with, class by class (``tests/ui/test_enumerations.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from enum import Enum, EnumMeta, Flag, IntEnum, IntFlag
from functools import cache
from typing import Any, Final

_COMPARED: Final = (3, 11)
"""The Python whose enumerations are laid out as here."""
_KINDS: Final = (Enum, IntEnum, Flag, IntFlag)
_OF_ENUM: Final = frozenset((*dir(IntFlag), "mro", "name", "value"))
"""Names that mean something in every enumeration."""
_SAID: Final = {"module", "boundary", "start"}
"""What may be said of one that is made here; a start counts for names without numbers alone."""
_MADE_ANEW: Final = ("_member_map_", "_member_names_", "_unhashable_values_", "_value2member_map_")
_AS_PYTHON: Final[Callable[..., Any]] = EnumMeta._create_  # type: ignore[attr-defined]

Members = list[tuple[str, int]]


def make_quickly() -> None:
    """From now on; to be called before PySide is imported."""
    if sys.version_info[:2] == _COMPARED:
        EnumMeta._create_ = _created  # type: ignore[attr-defined]


def make_as_python() -> None:
    """Leave every enumeration that is made from now on to ``enum``."""
    EnumMeta._create_ = _AS_PYTHON  # type: ignore[attr-defined]


def _created(cls: Any, class_name: str, names: Any, **options: Any) -> Any:
    """What ``enum`` calls for ``Enum("Name", [("MEMBER", 1), …])``."""
    if options.get("module") is None:
        # Whoever asked, as ``enum`` finds it out: one call further away than from there.
        options["module"] = sys._getframe(2).f_globals.get("__name__")
    said = {name for name, value in options.items() if value is not None}
    if cls not in _KINDS or not {"module"} <= said <= _SAID or not _is_plain(names):
        return _AS_PYTHON(cls, class_name, names, **options)
    boundary = options.get("boundary")
    body = dict(_body_of(cls, boundary)) | {"__module__": options["module"]}
    body["_member_names_"], body["_unhashable_values_"] = [], []
    body["_member_map_"], body["_value2member_map_"] = {}, {}
    made = type.__new__(EnumMeta, class_name, (cls,), body)
    type.__setattr__(made, "__new__", Enum.__new__)
    _lay_into(made, names)
    if issubclass(made, Flag):
        _keep_masks(made, names)
    return made


@cache
def _body_of(cls: Any, boundary: Any) -> Mapping[str, Any]:
    """What stands in every class of this kind beside its name, its module and its members."""
    made = _AS_PYTHON(cls, "Pattern", [("ONLY", 1)], module=__name__, boundary=boundary)
    others = {"ONLY", "__module__", "__new__", "__qualname__", *_MADE_ANEW}
    return {name: value for name, value in vars(made).items() if name not in others}


def _is_plain(names: Any) -> bool:
    if type(names) is not list or not names:
        return False
    for pair in names:
        if type(pair) is not tuple or len(pair) != 2:
            return False
        name, value = pair
        if type(value) is not int or type(name) is not str:
            return False
        if name[:1] in ("_", "") or name in _OF_ENUM:
            return False
    return len(dict(names)) == len(names)


def _lay_into(made: Any, members: Members) -> None:
    """Add members as ``_proto_member`` of ``enum`` does: in the class and in its three tables."""
    is_number, is_flag = issubclass(made, int), issubclass(made, Flag)
    names, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    for name, value in members:
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if is_number else object.__new__(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(names)
            if not is_flag or _is_one_bit(value):
                names.append(name)
            by_value[value] = member
        type.__setattr__(made, name, member)
        by_name[name] = member


def _keep_masks(made: Any, members: Members) -> None:
    """What a class of flags knows of all its bits, and in which order it goes through them."""
    mask = singles = 0
    for _name, value in members:
        mask |= value
        singles |= value if _is_one_bit(value) else 0
    made._flag_mask_, made._singles_mask_ = mask, singles
    made._all_bits_ = 2 ** mask.bit_length() - 1
    values = [member._value_ for member in made]
    if values != sorted(values):
        made._iter_member_ = made._iter_member_by_def_


def _is_one_bit(value: int) -> bool:
    return value > 0 and value & (value - 1) == 0
