"""Codes that an organisation may add to: text, with the vocabulary its terms stand in."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from desktop.model.values.bounds import Code


@dataclass(frozen=True, slots=True)
class OpenCode:
    """Marks a text type as a code of ``vocabulary``, a name in ``resources/vocabularies``.

    ``Script = Annotated[str, OpenCode("script")]``. A value is plain text in tables and
    documents; a code the vocabulary lacks is kept letter for letter, never refused.
    """

    vocabulary: str


Language = Annotated[Code, OpenCode("language")]
"""A language, BCP 47."""

AuthorityToDecide = Annotated[Code, OpenCode("authority_to_decide")]
"""By what right somebody decides for another, or "" where nobody does."""


def vocabularies_of(kind: type) -> Mapping[str, str]:
    """Field → vocabulary for every field of a dataclass that holds open codes, or None or many."""
    hints = typing.get_type_hints(kind, include_extras=True)
    found = {field.name: _vocabulary(hints[field.name]) for field in dataclasses.fields(kind)}
    return {name: vocabulary for name, vocabulary in found.items() if vocabulary is not None}


def _vocabulary(hint: Any) -> str | None:
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, OpenCode):
            return part.vocabulary
    if typing.get_origin(hint) is Annotated:
        hint = hint.__origin__  # a list with a bound, whose items are codes
    if typing.get_origin(hint) not in (tuple, typing.Union, types.UnionType):
        return None
    names = (_vocabulary(argument) for argument in typing.get_args(hint))
    return next((name for name in names if name is not None), None)
