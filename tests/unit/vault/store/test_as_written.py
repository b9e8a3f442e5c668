"""What was read once is answered again, and never what was read before something was written."""

from __future__ import annotations

import pytest

from desktop.model.person import NameForm
from desktop.vault import Vault
from desktop.vault.store.as_written import AsWritten
from desktop.vault.store.connection import Database


def test_answers_go_with_the_next_row_that_is_written(vault: Vault, db: Database) -> None:
    kept = AsWritten[int](most=2)
    kept.of_now(db)["a"] = 1
    assert kept.of_now(db) == {"a": 1}
    late = kept.of_now(db)
    vault.people.new("P-1", [NameForm("Янка")])
    assert kept.of_now(db) == {}
    late["b"] = 2
    assert kept.of_now(db) == {}


def test_nothing_is_kept_inside_a_transaction(vault: Vault, db: Database) -> None:
    kept = AsWritten[int](most=2)
    with pytest.raises(ZeroDivisionError), vault.transaction():
        vault.people.new("P-1", [NameForm("Янка")])
        kept.of_now(db)["a"] = 1
        raise ZeroDivisionError
    assert kept.of_now(db) == {}


def test_of_so_many_answers_all_go(db: Database) -> None:
    kept = AsWritten[int](most=2)
    for each in "ab":
        kept.of_now(db)[each] = 1
    assert kept.of_now(db) == {}
