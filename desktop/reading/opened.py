"""Read an interview with everything its phases need, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop import canonical
from desktop.model.attached import Held, held_as, under_caption
from desktop.model.consent import Consent, Decided, Standing
from desktop.model.consent.draft import ANSWERS
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.kept_draft import LEFT_AT, DraftForm, KeptDraft
from desktop.model.opened import BesideSays, DecidedBeside, Opened
from desktop.model.sending.left_at import LeftAt
from desktop.model.version import RecordVersion

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.consents import Beside


ACCOUNT_LEFT_AT: Final = DraftForm(
    INTERVIEW_KIND, LEFT_AT, KeptDraft[LeftAt], lambda draft, _recorded: draft.typed
)


def read_opened(vault: Vault, interview_id: str, *, words: bool = True) -> Opened:
    """Read an interview for the screen; ``NoSuchRecord`` when it is not there. ``words``: not of
    whoever only asks what is open."""
    interviews = vault.interviews
    interview = interviews.get(interview_id)
    consent = vault.consents.for_interview(interview_id)
    beside = vault.consents.beside(interview_id)
    given = vault.organisation.given()
    attachments = tuple(interviews.attachments(interview_id))
    found = [(each, vault.media.find(each.media_id)) for each in attachments]
    return Opened(
        interview=interview,
        person=vault.people.find(interview.person_id),
        safety=interviews.safety(interview_id),
        consent=consent,
        beside=_beside(vault, beside),
        answered=beside.answered,
        withdrawn_by_others=vault.consents.withdrawn_by_others(consent) if consent else False,
        consent_draft=vault.drafts.offered(ANSWERS, interview_id, consent),
        utterances=(interviews.utterances if words else interviews.turns)(interview_id),
        attachments=attachments,
        organisation=given.over(vault.organisation.local()),
        given=given,
        whose_vault=vault.identity.name,
        left_at=vault.drafts.offered(ACCOUNT_LEFT_AT, interview_id, None),
        begun_here=vault.outlines.begun_here(interview_id),
        media=tuple(under_caption(*each) for each in found),
        mistaken=frozenset(
            each.id for each, media in found if held_as(each, media) is Held.ANOTHER
        ),
    )


def _beside(vault: Vault, beside: Beside) -> tuple[DecidedBeside, ...]:
    return tuple(
        DecidedBeside(
            version.id,
            called(vault, version.document.author),
            version.document.created_at,
            says,
            version.id in beside.stay,
            _decided(version, says),
        )
        for version, says in beside.versions
    )


def _decided(version: RecordVersion, says: BesideSays) -> Decided:
    if says is BesideSays.UNREAD:
        return Standing(None, (), unread=True)
    if says in (BesideSays.CLOSED_UNREAD, BesideSays.WITHDRAWN):
        return Standing(version.document.created_at, ())
    return canonical.from_plain(version.document.body, Consent, newer=True)


def called(vault: Vault, author: str) -> str:
    """Whose fingerprint it is, as a trusted card calls them; "" where none does."""
    if author == vault.identity.fingerprint:
        return vault.identity.name
    known = vault.cards.find(author)
    return known.card.name if known and known.usable else ""
