"""What already left: the packages in which an interview was sent, and the files of it that were
written out of the vault; and what other vaults report that they handed out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.i18n import Translator, current_language, translator_for
from desktop.model.consent.told_by_others import ToldByOthers, told_by_others
from desktop.model.written_out import WrittenOut, written_out
from desktop.reports.copies import whose_copy
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.vault import SentSummary, Vault


@dataclass(frozen=True, slots=True)
class GivenOut:
    """``sent``: as the vault lists packages; ``copies`` and ``elsewhere``: the newest first."""

    sent: tuple[SentSummary, ...] = ()
    copies: tuple[WrittenOut, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything left anywhere, as far as it is known here."""
        return bool(self.sent or self.copies or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another vault reports: ``who``: as a trusted card calls whose it is, else the
    fingerprint."""

    told: ToldByOthers
    who: str


def given_out(vault: Vault, interview_id: str) -> GivenOut:
    """All of it that left this vault, or others as far as they report; the originals attached to
    it included."""
    ids = (interview_id, *(e.media_id for e in vault.interviews.attachments(interview_id)))
    sent = tuple(vault.packages.sent_with(interview_id))
    return GivenOut(sent, copies_of(vault, ids), elsewhere(vault, ids))


def copies_of(vault: Vault, record_ids: Iterable[str]) -> tuple[WrittenOut, ...]:
    """The files in which any of these records was written out, the newest first."""
    found = written_out(event for each in record_ids for event in vault.custody.events(each))
    return tuple(_with_whom(vault, each) for each in found)


def _with_whom(vault: Vault, copy: WrittenOut) -> WrittenOut:
    """The same, with whom it was for; the row itself tells nobody."""
    target = whose_copy(vault, copy.of, copy.number) if copy.number else None
    if target is None:
        return copy
    card = vault.cards.find(target.fingerprint) if target.fingerprint else None
    kind = vocabulary("recipient_kind").label(target.kind.value)
    return replace(copy, to=card.card.name if card else kind)


def elsewhere(vault: Vault, record_ids: Iterable[str]) -> tuple[Elsewhere, ...]:
    """What other vaults' logs, as far as they came here, say that they handed out of these
    records, the newest first."""
    rows = [event for each in record_ids for event in vault.custody.received(each)]
    if not rows:
        return ()
    told = told_by_others(rows, frozenset(vault.packages.received_ids()))
    known = {each.by: vault.cards.find(each.by) for each in told}
    cards = {by: card.card.name for by, card in known.items() if card is not None and card.usable}
    return tuple(Elsewhere(each, cards.get(each.by, each.by)) for each in told)


def elsewhere_line(each: Elsewhere, translator: Translator) -> str:
    """Whose vault, what it was, and why where it showed more than the consent says there."""
    _ = translator.gettext
    told = each.told
    package = _("In a package; that vault does not tell to whom")
    if told.what is None:
        return f"{each.who} · {package}"
    copy = WrittenOut(told.at, told.what, told.reason)
    return f"{each.who} · {as_line(copy, translator.language)}"


def as_line(copy: WrittenOut, language: str | None = None) -> str:
    """What it was, and why where it showed more than the consent says; of a copy for somebody
    outside which it was, and for whom."""
    what = vocabulary("written_out").label(copy.what.value, language)
    why = vocabulary("print_reason").label(copy.reason, language) if copy.reason else ""
    said = translator_for(language or current_language()).gettext("Copy {number}")
    number = said.format(number=copy.number) if copy.number else ""
    return " · ".join(filter(None, (what, why, number, copy.to)))
