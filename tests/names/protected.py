"""What given names find, each protected, in accounts of other people: words that are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from desktop.names import Protected
from desktop.names.given import given_names
from desktop.names.letters import plain
from tests.names.corpus import ACCOUNTS, OF_CAPITALS, accounts
from tests.names.unseen import LANGUAGES, Mark, accounts_of


def names(every: int = 1) -> list[str]:
    """Every so many-th spelling and short form of the given names of the data."""
    forms = {plain(form): form for name in given_names() for form in (*name.full, *name.short)}
    return list(forms.values())[::every]


def false_per_thousand(every: int = 1) -> list[float]:
    """Of each of ``names`` the places in 1,000 words of the accounts that it finds and that nobody
    marked as a name, in order."""
    asked = names(every)
    protected = Protected((name, name) for name in asked)
    counted, false = 0, Counter[str]()
    for text, marked in _accounts():
        counted += len(text.split())
        for span in protected.spans(text):
            if not any(span.start < end and start < span.end for start, end, _kind in marked):
                false.update(span.of)
    return sorted(1000 * false[name] / counted for name in asked)


def _accounts() -> Iterator[tuple[str, list[Mark]]]:
    for folder in (ACCOUNTS | OF_CAPITALS).values():
        yield from accounts(folder)
    for language in LANGUAGES:
        yield from accounts_of(language, "odd")
