"""Invented records of every shape the mapper knows, and the tables they lie in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from hypothesis import strategies as st

from desktop.model.values.moment import Moment
from desktop.model.values.open_code import OpenCode
from desktop.vault.store.ordered_lists import OrderedList
from desktop.vault.store.table import ChildTable, Table

Script = Annotated[str, OpenCode("script")]


class Colour(StrEnum):
    """Something that code branches on."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Point:
    """Two numbers that are always there."""

    north: int
    east: int


@dataclass(frozen=True)
class Site:
    """A part with parts, some of which may be missing."""

    level: int | None
    name: str
    point: Point | None
    seen_at: Moment | None
    script: Script


@dataclass(frozen=True)
class Perhaps:
    """A part of which everything may be missing."""

    title: str | None
    colour: Colour | None


@dataclass(frozen=True)
class Turn:
    """An item of a list, or a part of a record."""

    id: str
    site: Site | None
    script: Script | None


@dataclass(frozen=True)
class Sample:
    """One field of every shape."""

    id: str
    noted_at: Moment
    closed_at: Moment | None
    count: int | None
    title: str | None
    sure: bool | None
    colour: Colour | None
    data: bytes | None
    site: Site
    other: Site | None
    perhaps: Perhaps
    script: Script
    second_script: Script | None
    scripts: tuple[Script, ...]
    detail: Mapping[str, str] | None
    turns: tuple[Turn, ...]


SAMPLES = Table(Sample, "sample", children={"turns": ChildTable(Turn, "sample_turn", "sample_id")})
LISTED = OrderedList(
    Table(Turn, "listed_turn", context=("shelf_id", "position"), unique=("shelf_id", "id"))
)

_SITE = """{0}_level INTEGER, {0}_name TEXT{1}, {0}_point_north INTEGER,
    {0}_point_east INTEGER, {0}_seen_utc TEXT, {0}_seen_offset INTEGER, {0}_script TEXT{1}"""
SCHEMA = (
    f"""CREATE TABLE sample (
    id TEXT PRIMARY KEY, noted_utc TEXT NOT NULL, noted_offset INTEGER NOT NULL,
    closed_utc TEXT, closed_offset INTEGER, count INTEGER, title TEXT, sure INTEGER,
    colour TEXT, data BLOB, {_SITE.format("site", " NOT NULL")}, {_SITE.format("other", "")},
    perhaps_title TEXT, perhaps_colour TEXT, script TEXT NOT NULL, second_script TEXT,
    scripts TEXT NOT NULL, detail TEXT) STRICT""",
    f"""CREATE TABLE sample_turn (
    sample_id TEXT NOT NULL REFERENCES sample (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    id TEXT NOT NULL, {_SITE.format("site", "")}, script TEXT) STRICT""",
    f"""CREATE TABLE listed_turn (
    id TEXT NOT NULL, shelf_id TEXT NOT NULL, position INTEGER NOT NULL,
    {_SITE.format("site", "")}, script TEXT, UNIQUE (shelf_id, id)) STRICT""",
)

NUMBERS = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.builds(Moment, st.text(), NUMBERS)
POINTS = st.builds(Point, NUMBERS, NUMBERS)
SITES = st.builds(
    Site,
    level=st.none() | NUMBERS,
    point=st.none() | POINTS,
    seen_at=st.none() | MOMENTS,
    script=st.text(),
)


def turns(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Turn]:
    """Items with ids of these."""
    return st.builds(Turn, ids, st.none() | SITES, st.none() | st.text())


RECORDS = st.builds(
    Sample,
    id=st.just("one"),
    noted_at=MOMENTS,
    closed_at=st.none() | MOMENTS,
    count=st.none() | NUMBERS,
    title=st.none() | st.text(),
    sure=st.none() | st.booleans(),
    colour=st.none() | st.sampled_from(Colour),
    data=st.none() | st.binary(),
    site=SITES,
    other=st.none() | SITES,
    script=st.text(),
    second_script=st.none() | st.text(),
    scripts=st.lists(st.text()).map(tuple),
    detail=st.none() | st.dictionaries(st.text(), st.text()),
    turns=st.lists(turns(st.text()), max_size=4).map(tuple),
)
