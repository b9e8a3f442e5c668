"""No word outlives the vault it was read from."""

from __future__ import annotations

import gc
import pkgutil
from importlib import import_module

import desktop.names
from desktop.names import Protected, compare, forget, guesses

WORD = "Незабудкінскай"


def test_nothing_is_kept_of_a_name_that_was_read() -> None:
    compare(WORD, "Незабудкинская")
    guesses(f"Там была {WORD}.")
    Protected([(1, WORD)]).spans(WORD)
    forget()
    gc.collect()
    for module in pkgutil.iter_modules(desktop.names.__path__, "desktop.names."):
        for kept in vars(import_module(module.name)).values():
            if hasattr(kept, "cache_info") and kept.cache_info().maxsize is not None:
                assert kept.cache_info().currsize == 0, kept
