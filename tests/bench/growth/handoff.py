"""Send and receive: what its page reads, and what may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.handoff.sending.selection import Wish, offer_package, plan_package
from desktop.model.consent import Purpose
from desktop.progress import Progress, no_progress
from desktop.vault import InterviewFilter, Vault
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import PAGE, Place, Safepoints, milliseconds, shown
from tests.bench.harness import seconds

if TYPE_CHECKING:
    from desktop.handoff.sending.offer import Selection
    from desktop.handoff.sending.plan import PackagePlan

OFFICE = "office"
"""Whom packages go to."""

_SAFE = Floor(most=100)


def packages(place: Place) -> Iterator[Figure]:
    """The lists of what was sent and received, and what became of one interview."""
    with place.researcher() as vault:
        kept = vault.packages
        sent, received = kept.count_sent(), kept.count_received()
        yield shown("packages sent, count", kept.count_sent)
        yield shown("packages sent, first page", lambda: kept.sent(0, PAGE))
        yield shown("packages sent, last page", lambda: kept.sent(max(0, sent - PAGE), PAGE))
        yield shown("packages received, count", kept.count_received)
        last = max(0, received - PAGE)
        yield shown("packages received, last page", lambda: kept.received(last, PAGE))
        oldest = vault.interviews.summaries(InterviewFilter(), place.size - 1, 1)[0].id
        state = vault.interviews.handoff_state
        yield shown("what became of one interview", lambda: state(oldest))


def plan(place: Place) -> Iterator[Figure]:
    """What would go of everything, what of the news, and one interview left out of it."""
    with place.researcher() as vault:
        to = fingerprint_of(vault, OFFICE)
        points = Safepoints()
        offer = offer_package(vault, Wish(to, Purpose.KEEP, again=True), points)
        points.end()
        yield Figure("plan of everything", points.seconds * 1000, floor=Floor(most=2000))
        yield Figure("plan, longest without a safe point", points.longest * 1000, floor=_SAFE)
        news = seconds(lambda: plan_package(vault, to, Purpose.KEEP))
        yield Figure("plan of the news", news * 1000, floor=Floor(most=2000))
    first = offer.everything.going()[0].interview_id
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
