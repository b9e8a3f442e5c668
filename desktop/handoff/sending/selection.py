"""What may travel to whom: the consent gate applied to interviews, people and files (R1, R2).

``desktop.model.consent.may_leave`` decides, nothing here widens it. Where one person or one
file belongs to several interviews, the narrowest answer counts for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.collector import collector_held
from desktop.handoff.sending.look import Reader, Wish
from desktop.handoff.sending.offer import Offer, Selection
from desktop.handoff.sending.plan import PackagePlan
from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.vault import Vault

__all__ = ["Wish", "offer_package", "plan_of", "plan_package"]


def plan_package(
    vault: Vault,
    recipient_fingerprint: str,
    purpose: Purpose,
    interview_ids: Sequence[str] | None = None,
    *,
    again: bool = False,
    progress: Progress = no_progress,
) -> PackagePlan:
    """Decide what goes to a recipient for a purpose, and what stays and why. Writes nothing.

    The arguments are those of a :class:`Wish`; errors as :func:`offer_package`.
    """
    wish = Wish(recipient_fingerprint, purpose, interview_ids, again)
    return plan_of(offer_package(vault, wish, progress).everything, progress)


def offer_package(vault: Vault, wish: Wish, progress: Progress = no_progress) -> Offer:
    """As :func:`plan_package`, for somebody who may leave interviews out before it is a plan.

    ``CardRefused`` or ``RevokedSigner`` where the recipient's card may not be used,
    ``NoSuchRecord`` for an unknown interview or card.
    """
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
        progress(0, 1, _("Looking at what consent lets out"))

    offer = selection.offer
    return PackagePlan(
        recipient=offer.recipient,
        purpose=offer.purpose,
        going=selection.going(pause),
        notices=selection.notices(),
        staying=selection.staying(pause),
        already_there=selection.totals.already_there,
        confirmed=offer.confirmed,
        again=offer.again,
        size=selection.size,
    )
