"""No word outlives the vault it was read from."""

from __future__ import annotations

import gc
import pkgutil
import sys
import weakref
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import desktop.names
import desktop.vault.search
from desktop.model.person import NameForm
from desktop.names import Protected, compare, forget, guesses
from desktop.names.letters import plain
from tests.support import make_vault

WORD = "Незабудкінскай"


def bounded(package: ModuleType = desktop.names) -> Iterator[Any]:
    """What keeps words it was asked for; what has no bound keeps the data, which is public."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for kept in vars(import_module(module.name)).values():
            if hasattr(kept, "cache_info") and kept.cache_info().maxsize is not None:
                yield kept


def test_nothing_is_kept_of_a_name_that_was_read() -> None:
    compare(WORD, "Незабудкинская")
    compare(WORD, "Niezabudkinskaja")
    compare(f"Н. А. {WORD}", f"Ніна Адамаўна {WORD}")
    compare(f"Ніна {WORD}", f"Ніна {WORD[:-2]}ая")
    compare(f"Нін. {WORD}", f"Яна {WORD}")
    compare(f"Ніначка {WORD}", f"Лом-Али {WORD}")
    guesses(f"Там была {WORD}.")
    Protected([(1, WORD)]).spans(WORD)
    for said in ("Тая прыйшла, а ёй", "Бачыў nina there"):
        Protected([(1, "Ніна"), (2, "Таіса"), (3, "Джына")]).spans(said)
    assert [each for each in bounded() if not each.cache_info().currsize] == []
    forget()
    assert [each for each in bounded() if each.cache_info().currsize] == []


def test_protected_names_go_with_what_looks_for_them() -> None:
    names = Protected([(1, WORD)])
    names.spans(WORD)
    gc.disable()
    try:
        gone = weakref.ref(names)
        del names
        assert gone() is None
    finally:
        gc.enable()


def test_closing_a_vault_lets_go_what_was_read_of_names(tmp_path: Path) -> None:
    with make_vault(tmp_path, "field") as vault:
        vault.people.new("P-1", [NameForm(WORD)])
        vault.search.find("Niezabudkinskaja")
        kept = [*bounded(), *bounded(desktop.vault.search)]
        assert [
            each for each in bounded(desktop.vault.search) if not each.cache_info().currsize
        ] == []
    assert [each for each in kept if each.cache_info().currsize] == []


def test_a_vault_forgets_whatever_else_was_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen in the window: nobody had imported what forgets, and all stayed."""
    monkeypatch.delitem(sys.modules, "desktop.names.forgetting")
    with make_vault(tmp_path, "field") as vault:
        vault.search.find("Niezabudkinskaja")
        assert plain.cache_info().currsize
    assert not plain.cache_info().currsize
