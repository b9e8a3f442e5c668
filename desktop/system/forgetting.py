"""Words that functions keep from one call to the next are forgotten when the vault is locked.

A function that reads words of accounts and names keeps its last answers (``lru_cache`` with a
size): they stand in memory as long as the program runs. What is kept without a size (``cache``) is
what the program brings along, its tables and forms, and stays.
"""

from __future__ import annotations

import gc
import linecache
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from typing import Any

from desktop.system.own_memory import overwrite_freed


def leave_nothing() -> None:
    """Empty caches of words, collect what is garbage and overwrite what was freed, when the vault
    is closed; some 200 ms on the thread of the window."""
    forget_words()
    # PySide reads the source of each module that is imported, and leaves it there.
    linecache.clearcache()
    gc.collect()
    overwrite_freed()


def forget_words() -> None:
    """Empty every cache of the core that has a size; some milliseconds."""
    for each in sized_caches():
        each.cache_clear()


def sized_caches() -> Iterator[_lru_cache_wrapper[Any]]:
    """Those in the modules of the core that are loaded, at the top or in a class."""
    for name, module in list(sys.modules.items()):
        if name.startswith("desktop."):
            for value in list(vars(module).values()):
                if isinstance(value, type) and value.__module__ == name:
                    yield from filter(_is_sized, vars(value).values())
                elif _is_sized(value):
                    yield value


def _is_sized(value: object) -> bool:
    return isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"] is not None
