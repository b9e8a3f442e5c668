"""Records whose every text field holds an unmistakable string, whatever fields they have.

The dataclasses are walked, so a field that a later release adds is filled, and searched for,
without a word here.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from desktop.model.values.moment import Moment

T = TypeVar("T")

LATIN = "ZQCANARY7F3A"
CYRILLIC = "Канарэйка7F3A"
MARKS = (LATIN, LATIN.lower(), CYRILLIC, CYRILLIC.lower())
"""Both scripts, and as a search index would fold them."""


def text(label: str) -> str:
    """What stands in the field called ``label``."""
    return f"{LATIN} {label} {CYRILLIC}"


def filled(kind: type[T], /, **fixed: Any) -> T:
    """A ``kind`` with canaries wherever text goes, and ``fixed`` where it must fit."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind} is no dataclass")
    hints = get_type_hints(kind)
    values = {
        field.name: fixed.pop(field.name)
        if field.name in fixed
        else _value(f"{kind.__name__}.{field.name}", hints[field.name])
        for field in fields(kind)
    }
    if fixed:
        raise TypeError(f"{kind.__name__} has no {', '.join(fixed)}")
    return kind(**values)


def _value(label: str, hint: Any) -> Any:
    if hint is str:
        return text(label)
    if hint in (bool, int):
        return hint(1)
    if hint is Moment:
        return Moment.now()
    if get_origin(hint) in (Union, types.UnionType):
        return _value(label, get_args(hint)[0])
    if get_origin(hint) is tuple:
        return (_value(label, get_args(hint)[0]),)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    return filled(hint)
