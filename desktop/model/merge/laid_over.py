"""An edited record laid over what is stored now: an edit never takes back another's change.

In all of these ``there`` is what the vault holds now, ``before`` what was read when editing
began, and ``edited`` what stands on the screen.
"""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.model.merge.merged_list import keyed, merged_list

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


class Landed(StrEnum):
    """What became of an edit: laid with everything others did, laid over a change of theirs to
    the same thing, or kept beside a record that takes no edits any more."""

    CLEAN = "clean"
    OVER = "over"
    BESIDE = "beside"


def laid_over(there: R, before: R, edited: R) -> R:
    """``there`` with each field in which ``edited`` differs from ``before``.

    Lists are merged item by item, and records inside of this one field by field. Where both
    changed one field, the edit wins: it is what the person sees and decided last;
    :func:`overrules` tells that it did.
    """
    changes = {}
    for name in _names(edited):
        was, now = getattr(before, name), getattr(edited, name)
        if now != was:
            changes[name] = _value(getattr(there, name), was, now)
    return replace(there, **changes)


def overrules(there: R, before: R, edited: R) -> bool:
    """Whether laying ``edited`` over ``there`` replaces something that others changed too."""
    return any(
        _value_overrules(getattr(there, name), getattr(before, name), getattr(edited, name))
        for name in _names(edited)
    )


def _value(there: Any, before: Any, edited: Any) -> Any:
    if isinstance(edited, tuple):
        return merged_list(there, before, edited, _value)
    return laid_over(there, before, edited) if _is_record(edited) else edited


def _value_overrules(there: Any, before: Any, edited: Any) -> bool:
    if edited in (before, there) or there == before:
        return False
    if isinstance(edited, tuple):
        return _list_overrules(there, before, edited)
    return not _is_record(edited) or overrules(there, before, edited)


def _list_overrules(there: Any, before: Any, edited: Any) -> bool:
    here, was, typed = keyed(there), keyed(before), keyed(edited)
    both = [key for key in typed if key in here]
    return any(
        _value_overrules(here[key], was[key], typed[key]) if key in was else here[key] != typed[key]
        for key in both
    )


def _is_record(value: object) -> bool:
    """Whether it stays the same thing when what it says changes; a moment does not."""
    return hasattr(value, "id")


def _names(record: Any) -> list[str]:
    return [field.name for field in fields(record)]
