"""Names of people: one matcher for every spelling, script, case and short form.

Pure functions over words, and data in ``resources/names``; no window, no vault. A person decides
each match: nothing here says that two names *are* one, it says why they may be. What is named
here is imported when it is first asked for: the vault folds letters by ``letters``, and need not
wait for the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.names.cases import declined as declined
    from desktop.names.forgetting import forget as forget
    from desktop.names.guess import Guess as Guess
    from desktop.names.guess import guesses as guesses
    from desktop.names.letters import plain as plain
    from desktop.names.match import Index as Index
    from desktop.names.match import Likeness as Likeness
    from desktop.names.match import Reason as Reason
    from desktop.names.match import compare as compare
    from desktop.names.spans import Protected as Protected
    from desktop.names.spans import Span as Span

_HOMES = {
    "cases": ("declined",),
    "forgetting": ("forget",),
    "guess": ("Guess", "guesses"),
    "letters": ("plain",),
    "match": ("Index", "Likeness", "Reason", "compare"),
    "spans": ("Protected", "Span"),
}


def __getattr__(name: str) -> object:
    homes = [home for home, names in _HOMES.items() if name in names]
    if not homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{homes[0]}"), name)
