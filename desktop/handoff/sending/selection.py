"""What may travel to whom: the consent gate applied to every record (R1, R2).

``desktop.model.consent.may_leave`` decides, nothing here widens it. A person chooses interviews;
what else goes follows from what it rests on (``desktop/model/grounds.py``): where that are
several interviews, chosen or not, the narrowest answer counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from desktop.handoff.sending.gate import usable_card
from desktop.handoff.sending.look import Reader, Wish
from desktop.handoff.sending.offer import Offer, Selection
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.read_first import read_first
from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress
from desktop.system.collector import collector_held

if TYPE_CHECKING:
    from desktop.home.roles import Offering

__all__ = ["Wish", "offer_package", "plan_of", "plan_package"]


def plan_package(
    vault: Offering,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    *,
    again: bool = False,
    without: Collection[RecordKind] = (),
    progress: Progress = no_progress,
) -> PackagePlan:
    """Decide what goes to a recipient for a purpose, and what stays and why. Writes nothing.

    The arguments are those of a :class:`Wish`, and the kinds of records about nobody of which
    none is to travel; errors as :func:`offer_package`.
    """
    wish = Wish(recipient_fingerprint, purpose, interview_ids, again)
    everything = offer_package(vault, wish, progress).everything
    return plan_of(everything.without_kinds(without), progress)


def offer_package(vault: Offering, wish: Wish, progress: Progress = no_progress) -> Offer:
    """As :func:`plan_package`, for somebody who may leave interviews out before it is a plan.

    ``CardRefused`` or ``RevokedSigner`` where the recipient's card may not be used,
    ``NoSuchRecord`` for an unknown interview or card.
    """
    to = usable_card(vault, wish.recipient_fingerprint).recipient_kind
    read_first(vault, wish.interview_ids, to, progress)
    with collector_held():
        reader = Reader(vault, wish, progress)
        offer = reader.read()
        offer.prepare(reader.pause)
        # What it read goes before the collector walks through what is left.
        del reader
    return offer


def plan_of(selection: Selection, progress: Progress = no_progress) -> PackagePlan:
    """What is written when a person agrees to a selection."""

    def pause() -> None:
        progress(0, 1, _("Checking consent"))

    offer = selection.offer
    return PackagePlan(
        recipient=offer.recipient,
        purpose=offer.purpose,
        going=selection.going(pause),
        along=selection.along,
        notices=selection.notices(),
        staying=selection.staying(pause),
        counts=selection.counts,
        confirmed=offer.confirmed,
        again=offer.again,
        size=selection.size,
    )
