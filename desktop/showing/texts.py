"""Every text of a record in which a name may stand, by where it stands, and a record with others
in their places.

A kind says itself in which of its fields people write (``Kind.free_text``). A code that no
vocabulary holds and what does not look as the program writes it are texts as well: who made the
record may have put a name there.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Final, TypeVar

from desktop.model.values import bounds
from desktop.model.values.no_words import patterns_of
from desktop.model.values.open_code import vocabularies_of
from desktop.model.values.open_enum import LONGEST, OpenEnum
from desktop.vault.kinds.kind import Kind
from desktop.vocabulary import vocabulary

B = TypeVar("B")

_IDS: Final[tuple[Any, ...]] = (bounds.Id, bounds.MaybeId)
_LANGUAGE: Final = "language"
_WITHHELD: Final = "withheld"
"""What stands instead of a code that cannot be written otherwise."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """``path``: ``utterances/<id>/text``, ``interview/purpose``, ``names/0/text``. ``language``:
    in which it is written, as far as the record says; else ""."""

    path: str
    text: str
    language: str = ""


def texts_of(kind: Kind[B], body: B) -> Iterator[FieldText]:
    """The texts of a body in which somebody may stand, in order, without empty ones."""
    yield from _texts(body, frozenset(kind.free_text), "", _language_of(body, ""))


def with_texts(kind: Kind[B], body: B, changed: Mapping[str, str]) -> B:
    """The body with these texts, by the paths of :func:`texts_of`; ``KeyError`` for a path at
    which no text stands. What stands instead of a code is cut to what a code may be."""
    known = {each.path for each in texts_of(kind, body)} if changed else ()
    if unknown := changed.keys() - set(known):
        raise KeyError(min(unknown))
    written: B = _written(body, _tree(changed))
    return written


def typed_as(path: str) -> str:
    """The path without places in a list: what stays of it when something is put in before."""
    return re.sub(r"/\d+(?=/|$)", "", path)


_Passes = Callable[[str], bool]
_Tree = dict[str, "_Tree | str"]


@cache
def _passes(kind: Any, free_text: frozenset[str]) -> Mapping[str, _Passes]:
    """Field → whether a text in it is passed over, of every field that holds text."""
    hints = typing.get_type_hints(kind)
    codes, patterns = vocabularies_of(kind), patterns_of(kind)
    found: dict[str, _Passes] = {}
    for field in dataclasses.fields(kind):
        name = field.name
        if f"{kind.__name__}.{name}" in free_text:
            found[name] = _never
        elif name in codes:
            found[name] = _is_code_of(codes[name])
        elif name in patterns:
            # An id is given anew where a derived version is made.
            held = typing.get_type_hints(kind, include_extras=True)[name]
            found[name] = _always if is_id(held) else _is_written_as(patterns[name])
        elif _holds_open_enum(hints[name]):
            found[name] = _is_known
    return found


def _never(text: str) -> bool:
    return not text


def _always(_text: str) -> bool:
    return True


def _is_known(text: str) -> bool:
    return not isinstance(text, OpenEnum) or text.is_known


def _is_code_of(name: str) -> _Passes:
    codes = frozenset(vocabulary(name).codes)
    return lambda text: not text or text in codes


def _is_written_as(pattern: str) -> _Passes:
    written = re.compile(pattern)
    return lambda text: not text or written.fullmatch(text) is not None


def is_id(hint: Any) -> bool:
    """Whether a field of this type, with what is noted beside it, holds the id of a record or of
    a part of one."""
    noted = set(getattr(hint, "__metadata__", ()))
    return any(set(each.__metadata__) <= noted for each in _IDS)


def _holds_open_enum(hint: Any) -> bool:
    parts = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return any(isinstance(each, type) and issubclass(each, OpenEnum) for each in parts)


def _language_of(part: Any, outer: str) -> str:
    if not dataclasses.is_dataclass(part):
        return outer
    for name in (_LANGUAGE, f"text_{_LANGUAGE}"):
        said = getattr(part, name, "")
        if said:
            return str(said)
    # The parts of a record speak the language of what they are parts of.
    inner = (getattr(part, field.name) for field in dataclasses.fields(part)) if not outer else ()
    return next((_language_of(each, "") for each in inner if _is_part(each)), outer)


def _texts(part: Any, free_text: frozenset[str], at: str, language: str) -> Iterator[FieldText]:
    kind: Any = type(part)
    passes = _passes(kind, free_text)
    for field in dataclasses.fields(part):
        value, path = getattr(part, field.name), f"{at}{field.name}"
        for place, each in _parts(value, path):
            if _is_part(each):
                said = _language_of(each, language)
                yield from _texts(each, free_text, f"{place}/", said)
            elif isinstance(each, str) and field.name in passes and not passes[field.name](each):
                yield FieldText(place, str(each), language)


def _parts(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """(path, value) of a field, or of each item of a list."""
    if not isinstance(value, tuple):
        yield path, value
        return
    for number, each in enumerate(value):
        yield f"{path}/{getattr(each, 'id', number)}", each


def _is_part(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, Enum)


def _tree(changed: Mapping[str, str]) -> _Tree:
    """The texts by the steps of their paths, so that each is looked for once."""
    tree: _Tree = {}
    for path, text in changed.items():
        *steps, last = path.split("/")
        node: Any = tree
        for step in steps:
            node = node.setdefault(step, {})
        node[last] = text
    return tree


def _written(value: Any, left: _Tree | str) -> Any:
    """The value with what is left to be written into it."""
    if isinstance(left, str):
        return _as(value, left)
    if isinstance(value, tuple):
        items = ((str(getattr(each, "id", number)), each) for number, each in enumerate(value))
        return tuple(_written(each, left[step]) if step in left else each for step, each in items)
    kind: Any = type(value)
    parts = {name: _written(getattr(value, name), left[name]) for name in left}
    for name in parts.keys() & _codes(kind):
        parts[name] = parts[name][: bounds.CODE]
    return replace(value, **parts)


@cache
def _codes(kind: Any) -> frozenset[str]:
    """The fields that hold one code each."""
    hints = typing.get_type_hints(kind)
    return frozenset(name for name in vocabularies_of(kind) if hints[name] is str)


def _as(value: Any, text: str) -> Any:
    """The text as a value of the same type."""
    if not isinstance(value, OpenEnum):
        return text
    code = re.sub("[^a-z0-9]+", "-", text.casefold()).strip("-")[:LONGEST].strip("-")
    made = type(value)(code or _WITHHELD)
    # Nobody chose a code that says something here.
    return type(value)(_WITHHELD) if made.is_known and made != value else made
