"""Every field of every document that comes from outside has a bound, and the page names it."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from msgspec import Meta

from desktop.handoff.format import limits
from desktop.handoff.format.card_file import CardFile
from desktop.model.custody import CustodyEvent
from desktop.model.handoff import PackageDocument, ReceiptDocument
from desktop.model.identity import Card
from desktop.model.interview import Safety
from desktop.model.organisation import OrganisationDocument
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from desktop.vault.kinds.all import KINDS

PAGE = Path(__file__).resolve().parents[4] / "docs" / "format" / "limits.md"
DOCUMENTS = (
    PackageDocument, ReceiptDocument, Card, VersionDocument, CustodyEvent, Safety,
    OrganisationDocument,
    *(kind.body for kind in KINDS),
)  # fmt: skip
UNBOUND = {
    "VersionDocument.body": "the size of a record, its kind's own bounds, and the depth of any",
    "PackageDocument.records": "at most an item for each payload file: limits.document",
    "PackageDocument.media": "the same",
    "PackageDocument.consents": "the same",
    "ReceiptDocument.records": "one line for each record that was sent, or it is refused",
    "ReceiptDocument.media": "the same, of originals",
}
"""Fields that no number of their own bounds, and what does."""


@pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.__name__)
def test_every_field_has_a_bound_where_its_dataclass_is(kind: type) -> None:
    """A new field is declared by a class of ``values/bounds.py``: ``Line``, ``Text`` …"""
    unbound = set(_unbound(kind))
    assert unbound <= UNBOUND.keys(), f"no bound: {sorted(unbound - UNBOUND.keys())}"


def test_a_reason_that_holds_no_longer_goes() -> None:
    unbound = {name for kind in DOCUMENTS for name in _unbound(kind)}
    assert unbound == UNBOUND.keys()


@dataclasses.dataclass
class Bare:
    """One field of each sort that has no bound, and two that have."""

    text: str
    number: int
    items: tuple[Moment, ...]
    pairs: Mapping[str, str]
    flag: bool
    at: Moment | None


def test_a_bare_text_number_list_or_mapping_is_found() -> None:
    assert set(_unbound(Bare)) == {"Bare.text", "Bare.number", "Bare.items", "Bare.pairs"}


def test_the_page_says_every_limit_with_its_reason() -> None:
    assert limits.table() in PAGE.read_text("utf-8"), (
        "put limits.table() into docs/format/limits.md"
    )


def test_every_number_of_the_limits_stands_in_the_table() -> None:
    """A limit that is added is written down, too."""
    named = {"KIB", "MIB", "TIB", "PIECE", "RECEIPT_FILE"}
    table = limits.table()
    for name, value in vars(limits).items():
        if name.isupper() and not name.startswith("_") and name not in named:
            shown = (f"{value:,}", f"{value // limits.KIB} KiB", f"{value // limits.MIB} MiB")
            assert any(f" {each} " in table for each in (*shown, f"{value // limits.TIB} TiB")), (
                name
            )


def test_a_card_file_is_bounded_by_its_size() -> None:
    """Its two fields are texts of a file of 64 KiB; what is in them has bounds of its own."""
    assert {field.name for field in dataclasses.fields(CardFile)} == {
        "card", "signature", "format", "version",
    }  # fmt: skip


def _unbound(kind: type) -> Iterator[str]:
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in dataclasses.fields(kind):
        name, hint = f"{kind.__name__}.{field.name}", hints[field.name]
        for part in _parts(hint):
            if isinstance(part, type) and dataclasses.is_dataclass(part):
                yield from _unbound(part)
        if not _is_bound(hint):
            yield name


def _is_bound(hint: Any) -> bool:
    """Whether a value of this type has a largest one, down to its parts."""
    metas = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Meta)]
    plain = hint.__origin__ if metas or hasattr(hint, "__metadata__") else hint
    plain = getattr(plain, "__supertype__", plain)  # of a NewType
    arguments = [each for each in typing.get_args(plain) if each not in (type(None), ...)]
    if plain in (str, bytes) or typing.get_origin(plain) in (tuple, Mapping, dict):
        sized = any(each.max_length is not None for each in metas)
        return sized and all(map(_is_bound, arguments))
    if plain is int:
        return any(each.ge is not None and each.le is not None for each in metas)
    if arguments:
        return all(map(_is_bound, arguments))
    return plain is bool or dataclasses.is_dataclass(plain) or issubclass(plain, StrEnum)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in typing.get_args(hint):
        yield from _parts(part)
