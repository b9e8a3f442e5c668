"""Gathering all that concerns a person from an open vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from desktop.i18n import _
from desktop.model.consent import Consent
from desktop.model.consent.beyond import Reason
from desktop.model.interview import Safety
from desktop.model.protected import ProtectedName
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.reports.given_out import copies_of, elsewhere
from desktop.reports.held import HeldInput, Went
from desktop.reports.load import load_summary

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.concerning import Linked

T = TypeVar("T")


def load_held(
    vault: Vault,
    person_id: str,
    reason: Reason,
    with_summaries: bool,
    progress: Progress = no_progress,
) -> HeldInput:
    """Everything that is linked to the person, and where their names stand; ``NoSuchRecord``.

    ``with_summaries``: also as pages are set from it; ``Cancelled`` anywhere.
    """

    def pause() -> None:
        progress(0, 0, _("Looking for all that concerns the person…"))

    person = vault.people.find(person_id)
    linked = vault.concerning.linked(vault.people.kind.name, person_id, pause)
    if reason is not Reason.FOR_THE_PERSON:
        linked = tuple(map(_without_register, linked))
    unread = vault.concerning.unread(vault.people.kind.name, person_id, pause)
    ids = [*(each.record_id for each in linked), *dict.fromkeys(u.record_id for u in unread)]
    of_interviews = [each for each in linked if each.kind == vault.interviews.kind.name]
    interviews = [each.record_id for each in of_interviews] if with_summaries else []
    versions = {}
    for id_ in ids:
        pause()
        versions[id_] = tuple(each.data for each in vault.versions.history(id_))
    names = [name.text for name in person.names] if person else []
    return HeldInput(
        at=Moment.now(),
        reason=reason,
        person=person,
        linked=linked,
        unread=tuple({each.record_id: each.kind for each in unread}.items()),
        named=vault.concerning.naming(names, set(ids), pause),
        went=_went(vault, ids),
        written_out=copies_of(vault, ids),
        elsewhere=elsewhere(vault, ids),
        closings=tuple(_closings(vault, interviews)),
        summaries=tuple(load_summary(vault, each, True, progress) for each in interviews),
        safeties=tuple(_beside(of_interviews, Safety)),
        protected=tuple(_beside(linked, ProtectedName)),
        versions=versions,
        organisation=vault.organisation.read(),
    )


def _closings(vault: Vault, interviews: Iterable[str]) -> Iterator[Consent]:
    past = (each.consent for record in interviews for each in vault.consents.history(record))
    return (each for each in past if each.withdrawn_at or each.restricted_at)


def _went(vault: Vault, ids: Iterable[str]) -> tuple[Went, ...]:
    """Each package once, the newest first."""
    sent = {each.package_id: each for id_ in ids for each in vault.packages.sent_with(id_)}
    newest = sorted(sent.values(), key=lambda each: each.written_at, reverse=True)
    return tuple(Went(each.written_at, each.recipient_name) for each in newest)


def _without_register(linked: Linked) -> Linked:
    """Whom nobody outside may be told of is for the person's own eyes."""
    rest = {name: v for name, v in linked.beside.items() if not isinstance(v, ProtectedName)}
    return replace(linked, beside=rest)


def _beside(linked: Iterable[Linked], kind: type[T]) -> Iterator[T]:
    """What of this kind lies beside the linked records."""
    held = (value for each in linked for value in each.beside.values())
    return (value for value in held if isinstance(value, kind))
