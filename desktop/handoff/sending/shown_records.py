"""An interview and its consent as a recipient is shown them, made of what is in the vault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from desktop.errors import DamagedVault, NamesUndecided
from desktop.handoff.format.travelling import DECIDES
from desktop.home.versions import NotUnderstood, body_of, read_document
from desktop.model.consent import Consent, Identification, RecipientKind
from desktop.model.consent.derived import derived_consent
from desktop.model.consent.showing import Family, Places
from desktop.model.owned_id import consent_id_of
from desktop.model.version import VersionDocument
from desktop.progress import Pause, no_pause
from desktop.showing import Form, Register, Shown, Sort, shown
from desktop.showing.instead import instead_of
from desktop.showing.looking import Looked, look, shown_interview
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from desktop.handoff.sending.gate import Verdict
    from desktop.home.derived import DerivedCompared
    from desktop.home.roles import Deciding, Offering
    from desktop.model.interview import InterviewDocument
    from desktop.vault import Vault

[CONSENT] = DECIDES
"""The kind whose records say what may leave."""

_NARROWEST: Final = Form(
    RecipientKind.PUBLIC, Identification.NOTHING, Places.NOTHING, Family.NOTHING, files=False
)


class DerivedIds(Mapping[str, str]):
    """Under which ids the records that a body names are shown in one form, made as they are asked
    for."""

    def __init__(self, derived: DerivedCompared, form: str) -> None:
        self._derived, self._form = derived, form

    def __getitem__(self, source_id: str) -> str:
        return self._derived.id_for(source_id, self._form)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def looked_through(
    vault: Deciding, interview_id: str, form: Form, pause: Pause = no_pause
) -> Looked:
    """Every place in an interview, and in what goes with it, that is to be decided for a form."""
    return look(whole(vault), interview_id, form, lambda _done, _total, _what: pause())


def interview_for(vault: Offering, interview_id: str, form: Form) -> Shown[InterviewDocument]:
    """The interview as it is shown in a form. ``NamesUndecided``, also of files that go along."""
    ids = DerivedIds(vault.derived, form.key)
    left = looked_through(vault, interview_id, form).open
    if left:
        raise NamesUndecided(tuple(each.key for each in left))
    return shown_interview(whole(vault), interview_id, form, ids)


def whole(vault: Deciding) -> Vault:
    """What is looked through for names is all that a vault holds. A home that has none of it keeps
    no register, and lets nothing go but as it was told."""
    return cast("Vault", vault)


def consent_for(
    vault: Offering, interview_id: str, verdict: Verdict, derived_id: str
) -> Shown[Any]:
    """What counts as decided about an interview, as the consent of the derived one."""
    heard, unread = _heard(vault, verdict)
    since = max((each.created_at for each in unread), default=None)
    closed = [each.closes.closed_at for each in unread if each.closes and each.closes.closed_at]
    own = consent_id_of(interview_id)
    if since is not None and not heard:
        heard = [Consent(own, interview_id, since)]
    language = heard[-1].text_language
    made = derived_consent(
        heard,
        own,
        interview_id,
        instead_of(Sort.NAME, language),
        answered=verdict.answered,
        unread=since,
        closed=max(closed, default=None),
    )
    ids = {interview_id: derived_id, own: consent_id_of(derived_id)}
    # Without words there is nothing to be decided about, in the narrowest form.
    return shown(BY_NAME[CONSENT], made, _NARROWEST, Register(), {}, ids)


def _heard(vault: Offering, verdict: Verdict) -> tuple[list[Consent], list[VersionDocument]]:
    """The consents that a gate heard, and the envelopes of those that nobody here can read."""
    heard: list[Consent] = []
    unread: list[VersionDocument] = []
    for version_id in verdict.consent_versions:
        version = read_document(vault.versions.data(version_id))
        try:
            body = body_of(version, BY_NAME)
        except NotUnderstood:
            unread.append(version.document)
            continue
        if not isinstance(body, Consent):
            raise DamagedVault("what decides is no consent")
        heard.append(body)
    return heard, unread
