"""Fields and columns are the same, so that no field is ever silently not kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from desktop.model.values.moment import Moment
from desktop.vault.custody.chain import EVENTS
from desktop.vault.kinds.consent import CONSENTS
from desktop.vault.kinds.interview import SAFETY
from desktop.vault.store.codec import children_of, codecs_of
from desktop.vault.store.connection import Database
from desktop.vault.store.ordered_lists import OrderedList
from desktop.vault.store.table import ChildTable, Table
from tests.unit.vault.rules.declared import declared_tables
from tests.unit.vault.store import mapped
from tests.unit.vault.store.mapped import LISTED, SAMPLES, Perhaps, Point, Sample, Site, Turn

TABLES: list[Table[Any]] = [EVENTS, *(t for t in declared_tables() if isinstance(t, Table))]
CHILDREN: list[ChildTable[Any]] = [t for t in declared_tables() if isinstance(t, ChildTable)]


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An encrypted database with the tables of the invented records."""
    opened = Database(tmp_path_factory.mktemp("drawer") / "drawer.db", bytes(32), create=True)
    for statement in mapped.SCHEMA:
        opened.execute(statement)
    yield opened
    opened.close()


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
        "`unmapped` of its Table in desktop/vault/kinds/."
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
        f"declare the tables of {table.kind.__name__}'s tuples as children of its Table"
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
        "c1",
        "i1",
        Moment.now(),
        text_language="ru",
        text_version="1",
        how_given=HowGiven.SIGNED,
        interpreter="Зміцер",
        capacity_note="ясна",
        answers=answers,
    )
    CONSENTS.put(db, consent)
    assert CONSENTS.get(db, "c1") == consent


def test_an_absent_moment_a_tuple_of_words_and_a_truth_come_back(db: Database) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    safety = Safety("i1", ("child", "дзіця"), training_stated=True)
    SAFETY.put(db, safety)
    assert SAFETY.get(db, "i1") == safety


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


@given(mapped.RECORDS, mapped.RECORDS)
def test_a_record_of_every_shape_comes_back_as_it_went(
    drawer: Database, first: Sample, second: Sample
) -> None:
    SAMPLES.delete(drawer, first.id)
    SAMPLES.insert(drawer, first)
    came = SAMPLES.get(drawer, first.id)
    assert came == first
    assert (type(came.sure), type(came.colour)) == (type(first.sure), type(first.colour))
    SAMPLES.put(drawer, second)
    assert SAMPLES.select(drawer) == [second]


def test_the_invented_tables_have_the_columns_of_the_fields(drawer: Database) -> None:
    for table in (SAMPLES, SAMPLES.children["turns"], LISTED.table):
        assert set(table.columns) == columns_of(drawer, table.name)


def test_a_nested_dataclass_lies_in_columns_under_its_prefix() -> None:
    codec = next(codec for codec in codecs_of(Turn) if codec.name == "site")
    assert codec.columns == (
        "site_level",
        "site_name",
        "site_point_north",
        "site_point_east",
        "site_seen_utc",
        "site_seen_offset",
        "site_script",
    )
    site = Site(None, "", Point(0, 0), None, "")
    assert codec.write(site) == (None, "", 0, 0, None, None, "")
    assert codec.write(None) == (None,) * 7
    assert codec.read(codec.write(site)) == site


def test_an_unknown_open_code_is_kept_verbatim(drawer: Database) -> None:
    code = " Zzzz\u0301-\u212b\x00 "
    LISTED.write(drawer, "codes", [Turn("of-codes", None, code)])
    assert LISTED.of(drawer, "codes") == (Turn("of-codes", None, code),)


_SHELVES = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.lists(st.integers(0, 5), unique=True),
)


@pytest.mark.rare
@given(st.lists(_SHELVES, max_size=4), st.data())
def test_ordered_lists_of_several_owners_end_as_the_last_edit_says(
    drawer: Database, edits: list[dict[str, list[int]]], data: st.DataObject
) -> None:
    last: dict[str, tuple[Turn, ...]] = {"a": (), "b": (), "c": ()}
    for owner in last:
        LISTED.write(drawer, owner, ())
    for edit in edits:
        for owner, numbers in edit.items():
            items = tuple(data.draw(mapped.turns(st.just(f"{owner}{n}"))) for n in numbers)
            assert LISTED.write(drawer, owner, items) == (items != last[owner])
            assert not LISTED.write(drawer, owner, items)
            last[owner] = items
    assert {owner: LISTED.of(drawer, owner) for owner in last} == last


def test_an_item_of_an_ordered_list_is_its_owners_and_says_nothing_of_anothers(
    drawer: Database,
) -> None:
    mine, theirs = Turn("same", None, None), Turn("same", None, "Arab")
    LISTED.write(drawer, "first", [mine])
    LISTED.write(drawer, "second", [theirs])
    with pytest.raises(ValueError, match="twice"):
        LISTED.write(drawer, "first", [mine, mine])
    assert (LISTED.of(drawer, "first"), LISTED.of(drawer, "second")) == ((mine,), (theirs,))
    LISTED.write(drawer, "first", [replace(mine, script="Arab")])
    LISTED.write(drawer, "first", ())
    assert (LISTED.of(drawer, "first"), LISTED.of(drawer, "second")) == ((), (theirs,))


@pytest.mark.parametrize(
    "table",
    [Table(Turn, "t"), Table(Turn, "t", context=("shelf_id",)), Table(Turn, "t", key="script")],
)
def test_a_table_without_owner_and_position_is_no_ordered_list(table: Table[Turn]) -> None:
    with pytest.raises(TypeError, match="ordered list"):
        OrderedList(table)


@dataclass(frozen=True)
class Ambiguous:
    perhaps: Perhaps | None


@dataclass(frozen=True)
class TwoKinds:
    size: int | str | None


@dataclass(frozen=True)
class NoTable:
    turns: tuple[Turn, ...] | None


@dataclass(frozen=True)
class Holder:
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Deep:
    holder: Holder


@dataclass(frozen=True)
class OneColumn:
    point: Point
    point_north: int


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Ambiguous, "nothing tells None"),
        (TwoKinds, "no column holds"),
        (NoTable, "no column holds"),
        (Deep, "no table of its own"),
        (OneColumn, "one column"),
    ],
)
def test_what_could_not_come_back_is_refused_when_the_table_is_declared(
    kind: type, reason: str
) -> None:
    with pytest.raises(TypeError, match=reason):
        codecs_of(kind)


def test_a_part_of_a_record_with_parts_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="no table of its own"):
        ChildTable(Holder, "holder", "owner_id")


def test_a_context_column_that_is_a_field_too_is_refused() -> None:
    with pytest.raises(TypeError, match="one column"):
        Table(Turn, "turn", context=("script",))
