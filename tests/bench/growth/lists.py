"""What shows a page, a filter's result or a count; and what a person does with one record."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from desktop.model.interview import State
from desktop.reading.agenda import read_agenda
from desktop.reading.opened import read_opened
from desktop.vault import InterviewFilter, Vault
from desktop.vault.records.people import PersonFilter
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import PAGE, Place, shown
from tests.bench.harness import seconds
from tests.bench.material import words
from ui.people.profile_interviews import read_known

F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)

KEYS: Final = ("а", "ал", "але", "алес", "B-001", "nobody is called so")

_GRID: Final = 200
"""Files that the grid reads at once."""

_QUERIES: Final = 200
_ALL: Final = InterviewFilter()


class _Listed(Protocol[F_contra]):
    """The interviews or the people of a vault."""

    def count(self, filter: F_contra) -> int: ...

    def summaries(self, filter: F_contra, offset: int, limit: int) -> Sequence[object]: ...


def interviews_list(place: Place) -> Iterator[Figure]:
    """The list of interviews without a filter, and by one state; and Home."""
    with place.researcher() as vault:
        yield from _pages("interviews", vault.interviews, _ALL)
        sealed = InterviewFilter(state=State.SEALED)
        yield from _pages("interviews, sealed", vault.interviews, sealed)
        yield shown("interviews, numbers of all states", vault.interviews.count_states)
        yield shown("home, what waits", lambda: read_agenda(vault))


def interviews_filter(place: Place) -> Iterator[Figure]:
    """Each key typed above the list of interviews; how far one scrolls; the chips' numbers."""
    with place.researcher() as vault:
        for text in KEYS:
            yield _key("interviews", vault.interviews, text, InterviewFilter(text=text))
        far = InterviewFilter(text=KEYS[0])
        yield from _pages(f"interviews with «{KEYS[0]}»", vault.interviews, far)
        chips = f"interviews, numbers of all states with «{KEYS[0]}»"
        yield shown(chips, lambda: vault.interviews.count_states(far))


def people_list(place: Place) -> Iterator[Figure]:
    """The list of people, and one of them with their interviews."""
    with place.researcher() as vault:
        yield from _pages("people", vault.people, PersonFilter())
        someone = vault.people.summaries(limit=1)[0].id
        yield shown("one person's profile", lambda: read_known(vault, someone))


def people_filter(place: Place) -> Iterator[Figure]:
    """Each key typed above the list of people; how far one scrolls."""
    with place.researcher() as vault:
        for text in KEYS:
            yield _key("people", vault.people, text, PersonFilter(text=text))
        yield from _pages(f"people with «{KEYS[0]}»", vault.people, PersonFilter(text=KEYS[0]))


def media_list(place: Place) -> Iterator[Figure]:
    """The grid of all photos and files."""
    with place.researcher() as vault:
        last = max(0, vault.media.count() - _GRID)
        yield shown("media, first page", lambda: vault.media.all(0, _GRID))
        yield shown("media, last page", lambda: vault.media.all(last, _GRID))
        yield shown("media, count", vault.media.count)


def interview(place: Place) -> Iterator[Figure]:
    """Opening one interview, and one edit of its account."""
    with place.researcher() as vault:
        chosen = vault.interviews.summaries(InterviewFilter(state=State.UNDER_WAY), limit=1)[0].id
        yield shown("opening one interview", lambda: read_opened(vault, chosen))
        took = [_edit(vault, chosen, number) for number in range(20)]
        yield Figure("one edit", statistics.median(took) * 1000, floor=Floor(most=30))


def _edit(vault: Vault, interview_id: str, number: int) -> float:
    turns = list(vault.interviews.utterances(interview_id))
    turns[3] = replace(turns[3], text=f"{turns[3].text} {number}")
    return seconds(lambda: vault.interviews.save_utterances(interview_id, turns))


def search(place: Place) -> Iterator[Figure]:
    """200 searches: one word, the beginning of a word, two words."""
    queries = _queries()
    with place.researcher() as vault:
        took = [_find(vault, query) for query in queries]
    yield Figure("search, p95", statistics.quantiles(took, n=20)[-1] * 1000, floor=Floor(most=50))


def _queries() -> list[str]:
    pairs = zip(words(99, _QUERIES), words(98, _QUERIES), strict=True)
    return [(a, a[:4], f"{a} {b}")[number % 3] for number, (a, b) in enumerate(pairs)]


def _find(vault: Vault, query: str) -> float:
    return seconds(lambda: vault.search.find(query, 50))


def _pages(what: str, listed: _Listed[F], chosen: F) -> Iterator[Figure]:
    """The count, the first page and the last, as the window asks for them."""
    last = max(0, (listed.count(chosen) - 1) // PAGE * PAGE)
    yield shown(f"{what}, count", lambda: listed.count(chosen))
    yield shown(f"{what}, first page", lambda: listed.summaries(chosen, 0, PAGE))
    yield shown(f"{what}, last page", lambda: listed.summaries(chosen, last, PAGE))


def _key(what: str, listed: _Listed[F], text: str, chosen: F) -> Figure:
    """What one key costs until the rows stand there: counting, then the first page."""

    def typed() -> None:
        listed.count(chosen)
        listed.summaries(chosen, 0, PAGE)

    return shown(f"{what}, filter «{text}»", typed)
