"""What a check and a rescue name is named in people's words, in each language, and by no table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from desktop.i18n import LANGUAGES, set_language
from desktop.model.custody import CustodyHead, CustodyReport
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.file.check import CheckReport, unread_told
from desktop.vault.file.check_messages import findings
from desktop.vault.file.parts import has_words, part_called, parts_called
from desktop.vault.rescue.messages import missing, written_list
from desktop.vault.rescue.rescue import Rescued

ENGLISH: Final = re.compile(r"[A-Za-z]{3,}")
_TABLES: Final = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_HIDDEN: Final = ("search_text_",)
"""Begins the tables that SQLite's own full-text index is made of: no check names one."""


def tables_of(vault: Vault) -> list[str]:
    names = [name for (name,) in vault._db.all(_TABLES)]
    return [name for name in names if not name.startswith(_HIDDEN)]


def test_each_table_is_part_of_something_that_people_know(vault: Vault) -> None:
    assert [name for name in tables_of(vault) if not has_words(name)] == []
    assert part_called("a_table_of_a_later_release") == part_called("vault_meta")


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_table_and_no_english_stands_in_what_is_told(vault: Vault, language: str) -> None:
    set_language(language)
    tables = tables_of(vault)
    said = [*findings(_damaged()), *missing(_rescued(tables)), *parts_called(tables)]
    assert len(said) > 8
    assert [each for each in said if ENGLISH.search(each)] == []
    told = written_list(_rescued(tables), Path("1"), Path("2"), Moment.now())
    assert not ENGLISH.search(told)


def test_what_was_not_read_is_told_once_and_pages_by_their_numbers() -> None:
    told = findings(_damaged())
    assert told[0] == "Damaged pages of the database: 7; 12"
    assert told[1] == "Because of damaged pages not everything could be checked."
    assert told[2] == "The database contradicts itself in 2 places."
    assert sum(unread_told() in each for each in told) == 0


def test_several_tables_of_one_part_are_named_once() -> None:
    assert parts_called(["package_sent", "package_item", "card"]) == (
        "packages that were sent",
        "contact cards",
    )


def _damaged() -> CheckReport:
    unread = unread_told()
    return CheckReport(
        pages=(
            "HMAC verification failed for page 7", "HMAC verification failed for page 12",
            "HMAC verification failed for page 7",
        ),
        structure=("row 3 missing from index seal_of", "card: row 4 refers to nothing", unread),
        custody=CustodyReport(0, CustodyHead(0, ""), (unread,), ()),
        media=(), versions=(), seals=(),
        older=(*parts_called(["card", "vault_meta"]), unread),
        found=(unread,), originals=0, sealed=0,
    )  # fmt: skip


def _rescued(tables: list[str]) -> Rescued:
    half = len(tables) // 2
    return Rescued(
        pages=(7,), of=20, kept={}, missing=(), in_part=(), from_version=(), originals=(),
        versions=1, seals=2, entries=((1, 2),), tables=tuple(tables[:half]),
        older=tuple(tables[half:]), identity=False, compared=False, lost=None, unclaimed=3,
        sends=False,
    )  # fmt: skip
