"""Where names may stand, and which tables hold something of a record: against the schema.

Every table and every text column that the migrations made is accounted for by what the kinds
declare, so that a new one is noticed.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final

import pytest

from desktop.model.values.no_words import patterns_of
from desktop.model.values.open_code import vocabularies_of
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS, OF_EVERY_RECORD
from desktop.vault.kinds.kind import Kind
from desktop.vault.search.folding import fold
from desktop.vault.store.codec import codecs_of
from desktop.vault.versions.bound import watched
from tests.every_kind import filled, lay
from tests.unit.vault.rules.declared import columns_in, dataclasses_of, declared_tables, tables_in

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

GOES_ALONG: Final = {
    "version_parent": "record_version",
    "seal": "record_version",
    "unread_ground": "record_version",
    "search_text": "search_entry",
    "search_word": "search_entry",
    "attachment_of_media": "attachment",
}
"""Cleared with a table that is declared."""

STAYS: Final = {
    "custody": "append-only: what happened to which id, without content",
    "custody_of": "the same, by number",
    "object": "the ids that rows of the log and others are about",
    "custody_received": "the same, from other vaults",
    "package_item": "what was sent, by id",
    "package_record": "what was sent, by id",
    "package_untold": "what was sent, by id, until the log tells of it",
    "package_sent_piece": "the signed list of a package",
    "package_received_piece": "the signed list of a package",
}
"""Tables that name records of any kind after they are gone, and hold no words of them."""

BY_ITEM: Final = {
    "set_aside": "what was not taken in lies under its package: erasure must look into it",
}
"""Tables that hold words of records and no column says of which."""

OF_NO_RECORD: Final = {
    "vault_meta": "of the vault", "identity": "of its owner", "card": "of other vaults",
    "way_in": "of who may open the vault", "backup_place": "of where backups lie",
    "author": "keys of who wrote versions",
    "custody_head": "of the log", "tally": "sums over tables", "unfinished_file": "of the disk",
    "package_sent": "of a package", "package_received": "of a package",
    "receipt": "of items, by version and hash", "session": "of who opened the vault",
    "consent_said": "answers that many gave: codes",
    "package_unfinished": "of packages that are not finished",
    "fixity_run": "counts of what was checked",
    "organisation": "of who is responsible for all of them",
    "organisation_signed": "the same, as it was signed",
}  # fmt: skip

NOT_SUMMED: Final = {
    "media_chunk": "each original has its hashes",
    "picture_pending": "says what is still to be done",
    "file_unfound": "says what is still to be done",
    "fixity": "says when an original was read last: its hashes are elsewhere",
    "working_copy": "each is bound to its original",
    "came_with": "which files came together: nothing leaves by it",
    "likeness": "read again at will, and nothing but an offer comes of it",
    "lookalike_said": "which offers are made no more: nothing leaves by it",
}
"""Tables of kinds whose rows ``vault check`` does not compare with what was written last."""

NO_DATACLASS: Final = {
    "media_alias.id": "an id",
    "came_with.batch": "an id",
    "lookalike_said.answer": "a code",
    "fixity.checked_utc": "a time",
    "fixity.good_utc": "a time",
    "fixity.result": "a code",
    "fixity.wrong": "numbers",
    "consent_standing.version_id": "an id",
    "consent_standing.parents": "ids",
    "consent_standing.interview_id": "an id",
    "consent_standing.author": "a fingerprint",
    "consent_standing.created_utc": "a time",
    "consent_standing.given_utc": "a time",
    "consent_standing.withdrawn_utc": "a time",
}
"""Text columns of tables that no dataclass lies in, and why nobody writes in them."""


# -- tables ---------------------------------------------------------------------------------


def test_every_table_is_of_a_kind_or_of_every_record_or_of_none(vault: Vault) -> None:
    parts = [
        *({table for kind in KINDS for table in (*kind.rows, *kind.beside)},),
        *map(set, (OF_EVERY_RECORD, GOES_ALONG, STAYS, BY_ITEM, OF_NO_RECORD)),
    ]
    known = [table for part in parts for table in part]
    assert len(known) == len(set(known))
    differing = set(tables_in(vault._db)) ^ set(known)
    assert not differing, f"{sorted(differing)}: in rows or beside of its kind, or above"


@each_kind
def test_every_table_of_a_kind_has_the_column_that_is_declared(
    vault: Vault, kind: Kind[Any]
) -> None:
    declared = {**kind.rows, **kind.beside, **OF_EVERY_RECORD}
    assert kind.table.name in declared
    for table, column in declared.items():
        assert column in columns_in(vault._db, table)
    for copied in kind.copied:
        table, column = copied.split(".")
        assert column in columns_in(vault._db, table)


def test_every_column_that_lists_are_filtered_by_is_held_by_a_kind(vault: Vault) -> None:
    folded = {name for name in tables_in(vault._db) if "folded" in columns_in(vault._db, name)}
    held = {kind.held.table.name for kind in KINDS if kind.held}
    assert folded == held, "held of the kind whose table has a column folded"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.held], ids=lambda kind: kind.name)
def test_every_kind_is_laid_with_what_its_list_is_filtered_by(
    vault: Vault, kind: Kind[Any]
) -> None:
    held = kind.held
    assert held is not None
    record_id = lay(vault, kind, filled(kind))
    column = f"SELECT folded FROM {held.table.name} WHERE id = ?"  # noqa: S608
    folded = [folded for (folded,) in vault._db.all(column, (record_id,))]
    typed = [fold(text) for id_, text in vault._db.all(held.plain) if id_ == record_id]
    assert folded == typed != [""], (
        f"what lay writes into folded, in desktop/vault/kinds/{kind.name}.py, against its held"
    )


def test_every_table_of_a_kind_is_summed(vault: Vault) -> None:
    summed = {each.table for each in watched(vault._db)}
    declared = {table for kind in KINDS for table in (*kind.rows, *kind.beside)}
    assert declared - summed == set(NOT_SUMMED), "_TABLES of desktop/vault/versions/bound.py"


# -- names ----------------------------------------------------------------------------------


@each_kind
def test_every_kind_says_what_may_hold_names(kind: Kind[Any]) -> None:
    texts = {text for part in dataclasses_of(kind) for text in _written_by_people(part)}
    assert set(kind.free_text) == texts, (
        f"in free_text of desktop/vault/kinds/{kind.name}.py where somebody may write a name "
        "there, else of a type of desktop/model/values/no_words.py"
    )


@each_kind
def test_every_text_column_of_a_kind_is_a_field_or_an_owner(vault: Vault, kind: Kind[Any]) -> None:
    fields = {
        table.name: {column for codec in codecs_of(table.kind) for column in codec.columns}
        for table in declared_tables()
    }
    for table, owner in {**kind.rows, **kind.beside}.items():
        known = {owner, "folded"} | fields.get(table, set())
        texts = {name for name, type_ in columns_in(vault._db, table).items() if type_ == "TEXT"}
        unknown = {f"{table}.{name}" for name in texts - known}
        assert unknown <= set(NO_DATACLASS)


@each_kind
def test_no_text_in_which_nobody_writes_is_said_to_hold_names(kind: Kind[Any]) -> None:
    marked = {f"{p.__name__}.{name}" for p in dataclasses_of(kind) for name in patterns_of(p)}
    assert marked & set(kind.free_text) == set()


def _written_by_people(part: type) -> Iterator[str]:
    """The texts of a dataclass that are no open code, no enumeration and not the program's."""
    others = {name for name, held in vocabularies_of(part).items() if held} | set(patterns_of(part))
    for name, hint in typing.get_type_hints(part).items():
        holds = {hint, *typing.get_args(hint)}
        if name not in others and any(_is_text(each) for each in holds):
            yield f"{part.__name__}.{name}"


def _is_text(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, StrEnum)
