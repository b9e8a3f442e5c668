"""An edited record laid over what is stored now: an edit never takes back another's change."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")


def laid_over(there: R, before: R, edited: R) -> R:
    """``there`` with each field in which ``edited`` differs from ``before``.

    ``there``: what the vault holds now; ``before``: what was read when editing began. Where
    both changed one field, the edit wins: it is what the person sees and decided last.
    """
    typed = {f.name: getattr(edited, f.name) for f in fields(edited)}
    return replace(
        there, **{name: now for name, now in typed.items() if now != getattr(before, name)}
    )
