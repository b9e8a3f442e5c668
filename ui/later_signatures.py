"""What PySide reads the signatures of Qt's functions with is compiled when one is asked for.

It serves messages about wrong calls, documentation and generated stubs, which no window needs:
three thousand lines in seven modules, which PySide carries as source in its own library and
compiles at each start, and two patterns of brackets. While PySide is imported, the code of these
modules is put off until somebody asks one of them for a name; all other code is compiled at once,
as ever. A later PySide that has no such modules loses nothing here.
"""

from __future__ import annotations

import builtins
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

_FOLDER: Final = "shibokensupport/signature/"
_MODULES: Final = frozenset(
    f"{_FOLDER}{name}.py"
    for name in (
        *("errorhandler", "layout", "mapping", "parser"),
        *("lib/enum_sig", "lib/pyi_generator", "lib/tool"),
    )
)
"""Of which nothing is asked but by ``loader``, in a function that PySide calls for a signature.
But one, which PySide itself looks for among the names of ``mapping``."""

_STANDS_IN: Final = f"""
from {__name__} import asked_first
__getattr__ = asked_first({{!r}}, {{!r}})
def update_mapping():
    return __getattr__("update_mapping")()
"""
_waiting: dict[str, bytes] = {}
_lock = threading.RLock()


@contextmanager
def compiled_later() -> Iterator[None]:
    """While PySide is imported, and no thread beside this one compiles anything."""
    at_once = builtins.compile

    def compile_later(source: Any, filename: Any, mode: str, *words: Any, **named: Any) -> Any:
        if filename not in _MODULES or type(source) is not bytes:
            return at_once(source, filename, mode, *words, **named)
        _waiting[filename] = source
        name = filename.removesuffix(".py").replace("/", ".")
        return at_once(_STANDS_IN.format(name, filename), filename, mode)

    builtins.compile = compile_later
    try:
        yield
    finally:
        builtins.compile = at_once


def asked_first(module: str, filename: str) -> Callable[[str], Any]:
    """What a module that waits answers for a name: it runs its own code first, once.

    Names of the language's own (``__wrapped__``) are asked of every module by whoever looks
    through all there are, and wake none.
    """

    def answer(name: str) -> Any:
        space = vars(sys.modules[module])
        if not name.startswith("__"):
            with _lock:
                if (source := _waiting.pop(filename, None)) is not None:
                    del space["update_mapping"]
                    exec(compile(source, filename, "exec"), space)  # noqa: S102  # PySide's own
            if name in space:
                return space[name]
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return answer
