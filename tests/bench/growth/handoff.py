"""Send and receive: what its page reads, and what may go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.handoff.sending.selection import plan_package
from desktop.model.consent import Purpose
from desktop.progress import Progress, no_progress
from desktop.vault import InterviewFilter, Vault
from tests.bench.growth.figures import SHOWN, Figure, Floor
from tests.bench.growth.place import Place, Safepoints, milliseconds
from tests.bench.harness import seconds

if TYPE_CHECKING:
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
    """What would go of everything, what of the news, and the same with one interview unticked."""
    with place.researcher() as vault:
        points = Safepoints()
        whole = everything(vault, OFFICE, points)
        points.end()
        yield Figure("plan of everything", points.seconds * 1000, floor=Floor(most=2000))
        yield Figure("plan, longest without a safe point", points.longest * 1000, floor=_SAFE)
        news = seconds(lambda: plan_package(vault, whole.recipient.fingerprint, Purpose.KEEP))
        yield Figure("plan of the news", news * 1000, floor=Floor(most=2000))
        ticked = [going.interview_id for going in whole.going][1:]
        again = seconds(lambda: everything(vault, OFFICE, no_progress, ticked))
        yield Figure("one tick in the preview", again * 1000, floor=Floor(most=50))


def everything(
    vault: Vault,
    recipient: str,
    progress: Progress = no_progress,
    chosen: list[str] | None = None,
) -> PackagePlan:
    """The plan of all that consent lets out for the vault of this name, confirmed or not."""
    [to] = [known.fingerprint for known in vault.cards.all() if known.card.name == recipient]
    return plan_package(vault, to, Purpose.KEEP, chosen, again=True, progress=progress)
