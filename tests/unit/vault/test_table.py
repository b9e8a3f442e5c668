"""Fields and columns are the same, so that no field is ever silently not kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    HowGiven,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.interview import Safety
from desktop.model.moment import Moment
from desktop.vault.custody.log import EVENTS
from desktop.vault.store import tables
from desktop.vault.store.codec import children_of, codecs_of
from desktop.vault.store.connection import Database
from desktop.vault.store.table import ChildTable, Table

TABLES: list[Table[Any]] = [
    EVENTS,
    *(value for value in vars(tables).values() if isinstance(value, Table)),
]
CHILDREN: list[ChildTable[Any]] = [
    *(value for value in vars(tables).values() if isinstance(value, ChildTable)),
    *(child for table in TABLES for child in table.children.values()),
]


def columns_of(db: Database, table: str) -> set[str]:
    return {row[1] for row in db.all(f"PRAGMA table_info({table})")}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_field_of_a_record_has_its_column(db: Database, table: Table[Any]) -> None:
    expected = {*table.columns, *table.unmapped}
    present = columns_of(db, table.name)
    assert not expected - present, (
        f"{table.kind.__name__} has fields that table {table.name} lacks: "
        f"{sorted(expected - present)}. Add the columns in the next migration "
        "(desktop/vault/store/migrations) and run `make schema`."
    )
    assert not present - expected, (
        f"table {table.name} has columns that {table.kind.__name__} lacks: "
        f"{sorted(present - expected)}. Add the fields in desktop/model, or name the columns "
        "`unmapped` in desktop/vault/store/tables.py."
    )


@pytest.mark.parametrize("child", CHILDREN, ids=lambda child: str(child.name))
def test_every_field_of_a_part_has_its_column(db: Database, child: ChildTable[Any]) -> None:
    assert set(child.columns) == columns_of(db, child.name), (
        f"fields of {child.kind.__name__} and columns of {child.name} differ: change the "
        "dataclass and add a migration together."
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_tuple_of_dataclasses_has_its_table(table: Table[Any]) -> None:
    declared = {name: child.kind for name, child in table.children.items()}
    assert declared == children_of(table.kind), (
        f"declare the tables of {table.kind.__name__}'s tuples as children in tables.py"
    )


def test_a_record_comes_back_as_it_went(db: Database) -> None:
    answers = (
        ConsentAnswer(Purpose.KEEP, RecipientKind.ORGANISATION, Answer.YES),
        ConsentAnswer(
            Purpose.UN_LETTER,
            RecipientKind.UN_SPECIAL_PROCEDURES,
            Answer.ASK_AGAIN,
            Identification.INITIALS,
        ),
    )
    consent = Consent(
        "c1", "i1", Moment.now(), "ru", "1", HowGiven.SIGNED, "Зміцер", "ясна", answers
    )
    tables.CONSENTS.put(db, consent)
    assert tables.CONSENTS.get(db, "c1") == consent


def test_an_absent_moment_a_tuple_of_words_and_a_truth_come_back(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    safety = Safety("i1", ("child", "дзіця"), training_stated=True)
    tables.SAFETY.put(db, safety)
    assert tables.SAFETY.get(db, "i1") == safety


def test_a_type_that_no_column_holds_is_refused_when_the_table_is_declared() -> None:
    @dataclass(frozen=True)
    class Odd:
        id: str
        ratio: float | None = None

    with pytest.raises(TypeError, match="ratio"):
        codecs_of(Odd)


def test_a_mapping_lies_in_canonical_form() -> None:
    @dataclass(frozen=True)
    class Told:
        detail: Mapping[str, str]

    (codec,) = codecs_of(Told)
    assert codec.write({"b": "2", "a": "1"}) == ('{"a":"1","b":"2"}',)
    assert codec.read(('{"a":"1"}',)) == {"a": "1"}
