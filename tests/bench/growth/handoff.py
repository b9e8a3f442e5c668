"""Send and receive: what its page reads, and what may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.handoff.sending.selection import offer_package, plan_package
from desktop.model.consent import Purpose
from desktop.progress import Progress, no_progress
from desktop.vault import InterviewFilter, Vault
from tests.bench.growth.figures import SHOWN, Figure, Floor
from tests.bench.growth.place import Place, Safepoints, milliseconds
from tests.bench.harness import seconds

if TYPE_CHECKING:
    from desktop.handoff.sending.offer import Selection
    from desktop.handoff.sending.plan import PackagePlan

OFFICE = "office"
"""Whom packages go to."""

_SAFE = Floor(most=100)


def packages(place: Place) -> Iterator[Figure]:
    """The page of what was sent and received."""
    with place.researcher() as vault:
        sent, received = vault.packages.sent, vault.packages.received
        yield Figure("packages sent, as the page reads them", milliseconds(sent), floor=SHOWN)
        yield Figure("packages received", milliseconds(received), floor=SHOWN)
        newest = vault.interviews.summaries(InterviewFilter(), 0, 1)[0].id
        state = milliseconds(lambda: vault.interviews.handoff_state(newest))
        yield Figure("what became of one interview", state, floor=SHOWN)


def plan(place: Place) -> Iterator[Figure]:
    """What would go of everything, what of the news, and one interview left out of it."""
    with place.researcher() as vault:
        to = fingerprint_of(vault, OFFICE)
        points = Safepoints()
        offer = offer_package(vault, to, Purpose.KEEP, again=True, progress=points)
        points.end()
        yield Figure("plan of everything", points.seconds * 1000, floor=Floor(most=2000))
        yield Figure("plan, longest without a safe point", points.longest * 1000, floor=_SAFE)
        news = seconds(lambda: plan_package(vault, to, Purpose.KEEP))
        yield Figure("plan of the news", news * 1000, floor=Floor(most=2000))
    first = offer.everything.all_going()[0].interview_id
    tick = milliseconds(lambda: _shown_of(offer.everything.without(first)))
    yield Figure("one tick in the preview", tick, floor=Floor(most=50))


def _shown_of(selection: Selection) -> object:
    """What the preview says above the list."""
    return selection.counts, selection.size, selection.empty


def everything(vault: Vault, recipient: str, progress: Progress = no_progress) -> PackagePlan:
    """The plan of all that consent lets out for the vault of this name, confirmed or not."""
    to = fingerprint_of(vault, recipient)
    return plan_package(vault, to, Purpose.KEEP, again=True, progress=progress)


def fingerprint_of(vault: Vault, name: str) -> str:
    """Of the one card of this name."""
    [found] = [known.fingerprint for known in vault.cards.all() if known.card.name == name]
    return found
