"""A record under other ids: what is derived of one names nothing by which that is found."""

from __future__ import annotations

import dataclasses
import re
import typing
import uuid
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, Final, TypeVar

from desktop.model.media import Attachment
from desktop.showing.texts import is_id

B = TypeVar("B")

_STAYS: Final = frozenset({(Attachment, "media_id")})
"""Ids of files: these travel as they are or not at all. One that no program of ours gave may say
anything, and leads to no file in a package."""
_OURS: Final = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def with_ids(body: B, record_id: str, ids: Mapping[str, str]) -> B:
    """The body with the derived id of every record it names, ``KeyError`` for one without, and
    of every part of its own: which is the same again wherever it is derived again."""
    renamed: B = _Renamed(record_id, ids).of(body, inside=False)
    return renamed


class _Renamed:
    def __init__(self, record_id: str, ids: Mapping[str, str]) -> None:
        self._ids, self._own = ids, uuid.uuid5(_SPACE, ids[record_id])

    def of(self, part: Any, *, inside: bool) -> Any:
        """A part of the body; ``inside``: of a list."""
        now: dict[str, Any] = {}
        kind: Any = type(part)
        for name in id_fields(kind):
            value = getattr(part, name)
            stays = (kind, name) in _STAYS
            if value and not (stays and _OURS.fullmatch(value)):
                own = stays or (inside and name == "id")
                now[name] = str(uuid.uuid5(self._own, value)) if own else self._ids[value]
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            if isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
                now[field.name] = tuple(self.of(each, inside=True) for each in value)
            elif dataclasses.is_dataclass(value):
                now[field.name] = self.of(value, inside=False)
        return replace(part, **now) if now else part


_SPACE: Final = uuid.UUID("6f6e6d3c-9b0e-5c53-9a8e-4f7a9d0c1e52")
"""Of the ids of parts of what is derived (RFC 9562 section 5.5)."""


@cache
def id_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that hold ids."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return tuple(each.name for each in dataclasses.fields(kind) if is_id(hints[each.name]))
