"""Consent as it stands and as it stood: every save is a version of its own (R1, R2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Final, NamedTuple

from desktop import canonical
from desktop.errors import (
    DamagedVault,
    DecisionIncomplete,
    NoSuchRecord,
    RecordClosed,
    RecordOvertaken,
)
from desktop.home.deciding import refuse_incomplete
from desktop.home.packages import SentSummary
from desktop.model.authority import may_be_settled_unread
from desktop.model.consent import CONSENT_KIND, Consent, ConsentBranches, decided_last
from desktop.model.consent.missing import Missing
from desktop.model.consent.reading import SpokenText
from desktop.model.custody import CustodyKind
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.precedence import Finality
from desktop.model.opened import BesideSays
from desktop.model.owned_id import Owned
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.consent import CONSENT, CONSENTS
from desktop.vault.records.handoff.packages import Packages
from desktop.vault.records.lone_consents import LoneConsents
from desktop.vault.records.standings import standings
from desktop.vault.store.connection import Database
from desktop.vault.versions.rows import made_here, readable
from desktop.vault.versions.versions import Versions
from desktop.vault.versions.working_state import mark_edited

_IDS: Final = "SELECT id FROM consent WHERE interview_id = ?"
_DERIVED: Final = "SELECT 1 FROM interview WHERE id = ? AND derived_from <> ''"
_DECIDED: Final = "decided by the person"
_LIFTED: Final = "restriction lifted"
_WITHDRAWN: Final = "withdrawn"
_RESTRICTED: Final = "use restricted"
_GIVEN: Final = "given"
_TOLD: Final = "told by a recipient"
_NO_WORDS: Final = frozenset(("", _DECIDED, _LIFTED, _WITHDRAWN, _RESTRICTED, _GIVEN, _TOLD))
"""Reasons that the program gives where a person gave none."""


def _ended(version: RecordVersion) -> bool:
    closes = version.document.closes
    if closes is not None and closes.withdrawn_at is not None:
        return True
    return CONSENT.finality(version.document.body) is Finality.ENDED


def _says(version: RecordVersion, unread: bool) -> BesideSays:
    if unread:
        return BesideSays.CLOSED_UNREAD if _ended(version) else BesideSays.UNREAD
    if _ended(version):
        return BesideSays.WITHDRAWN
    restricted = version.document.body.get("restricted_at") is not None
    return BesideSays.RESTRICTED if restricted else BesideSays.OTHERWISE


class Beside(NamedTuple):
    """What others decided about an interview, oldest first, and what each does.

    ``answered``: what is shown is by whoever the interview is by, or by a person here; otherwise it
    is among the versions, and opens nothing until somebody here decides the same. ``stay``: the ids
    of those that nobody here may settle, because nobody here can read them.
    """

    versions: tuple[tuple[RecordVersion, BesideSays], ...] = ()
    answered: bool = True
    stay: frozenset[str] = frozenset()


class PastConsent(NamedTuple):
    """One version of a consent. ``author``: the fingerprint of who signed it. ``reason``: why it
    was recorded, in the words of whoever did; "" where the program said so."""

    consent: Consent
    author: str
    reason: str = ""


def _refuse_unreasoned(reason: str) -> None:
    if not reason.strip():
        raise DecisionIncomplete("no reason", missing=(Missing.REASON,))


def _still_restricted(consent: Consent, base: Consent | None) -> Consent:
    if base is None or base.restricted_at is None or consent.restricted_at is not None:
        return consent
    at, reason = base.restricted_at, base.restricted_reason
    return replace(consent, restricted_at=at, restricted_reason=reason)


def _past(version: RecordVersion) -> PastConsent:
    document = version.document
    consent = canonical.from_plain(document.body, Consent, newer=True)
    reason = "" if document.reason in _NO_WORDS else document.reason
    return PastConsent(consent, document.author, reason)


class Consents:
    """The consents of one vault: one record an interview."""

    kind = CONSENT

    def __init__(
        self,
        db: Database,
        custody: CustodyLog,
        versions: Versions,
        packages: Packages,
        lone: LoneConsents,
        text_for: Callable[[Consent], SpokenText],
    ) -> None:
        self._db, self._custody, self._lone, self._text_for = db, custody, lone, text_for
        self._versions, self._packages = versions, packages

    def for_interview(self, interview_id: str) -> Consent | None:
        """What the person decided last about this interview, as it is shown here; None where
        nobody asked. Others may have narrowed it since: :meth:`heard`."""
        found = CONSENTS.select(self._db, "WHERE interview_id = ?", (interview_id,))
        return decided_last([self._as_decided(consent) for consent in found])

    def heard(self, interview_id: str) -> tuple[RecordVersion, ...]:
        """Every version of a consent that counts for this interview, oldest first: more than one
        where somebody decided beside another and nobody who may has settled it."""
        branches = self._branches(interview_id)
        heads = branches.heads if branches else ()
        return tuple(self._versions.get(version_id) for version_id, _said in heads)

    def beside(self, interview_id: str) -> Beside:
        """What others decided about this interview and what counts beside the one that is shown;
        nothing of a vault that does not hold what was decided last."""
        with suppress(DamagedVault):
            shown = {self._shown(each) for (each,) in self._db.all(_IDS, (interview_id,))}
            if len(shown) == 1 and self._lone.stands(interview_id, *shown):
                return Beside()
            branches = self._branches(interview_id)
            if branches is None:
                return Beside()
            answered = branches.answered
            ids = [id_ for id_, _said in branches.heads if id_ not in shown or not answered]
            unread = self._versions.unread(ids)
            versions = [(self._versions.get(each), each in unread) for each in ids]
            stay = (each for each, kept in versions if kept and self._stays(interview_id, each))
            said = tuple((each, _says(each, kept)) for each, kept in versions)
            return Beside(said, answered, frozenset(each.id for each in stay))
        return Beside()

    def _branches(self, interview_id: str) -> ConsentBranches | None:
        return standings(self._db, [interview_id], ()).get(interview_id)

    def _shown(self, consent_id: str) -> str:
        deciding = self._versions.deciding(CONSENT_KIND, consent_id)
        return deciding.version_id if deciding else ""

    def settle(self, shown: Consent, version_ids: Collection[str], reason: str) -> None:
        """Say that what is shown of the consent is what the person decided, whatever these versions
        of others say. ``reason``: how that is known; it travels with the decision.

        ``DecisionIncomplete`` without a reason, ``RecordOvertaken`` where another consent is shown
        by now, ``RecordClosed`` where one of the versions is kept unread and nobody here may settle
        it (``authority.py``).
        """
        with self._db.transaction():
            if self.for_interview(shown.interview_id) != shown:
                raise RecordOvertaken("another decision was recorded meanwhile")
            self.hold(shown.interview_id, version_ids, reason)

    def decided(self, interview_id: str) -> Consent | None:
        """What counts as decided about this interview, as :meth:`for_interview`, without what
        closed it meanwhile and cannot be read here."""
        found = CONSENTS.select(self._db, "WHERE interview_id = ?", (interview_id,))
        return decided_last([self._as_said(consent) for consent in found])

    def hold(self, interview_id: str, version_ids: Collection[str], reason: str) -> None:
        """As :meth:`settle`, of what was decided by now: where many interviews are settled at once
        and nobody is shown each. What was withdrawn stays so."""
        _refuse_unreasoned(reason)
        unread = self._refuse_unread(interview_id, version_ids)
        decided = self.decided(interview_id)
        if decided is None or not version_ids:
            return
        with self._db.transaction():
            self._keep(decided, reason, version_ids)
            self._log_settled(interview_id, unread)

    def _refuse_unread(self, interview_id: str, version_ids: Collection[str]) -> Collection[str]:
        """Those of the versions that are kept unread, where all may be settled."""
        unread = self._versions.unread(version_ids) if version_ids else set()
        if any(self._stays(interview_id, self._versions.get(each)) for each in unread):
            raise RecordClosed("a newer program wrote what is to be settled")
        return unread

    def _stays(self, interview_id: str, unread: RecordVersion) -> bool:
        author, owned = unread.document.author, Owned(interview_id, INTERVIEW_KIND)
        return not may_be_settled_unread(owned, author, self._versions.is_known(author))

    def _log_settled(self, interview_id: str, unread: Iterable[str]) -> None:
        """Tell the log of each version that was settled unread."""
        for version_id in sorted(unread):
            detail = {"version": version_id, "state": "settled-unread"}
            self._custody.append(CustodyKind.CONSENT, INTERVIEW_KIND, interview_id, detail)

    def _as_decided(self, shown: Consent) -> Consent:
        """The consent as its versions say, as far as they are here: a check names what is not."""
        said = self._as_said(shown)
        return said if said is shown else self._as_closed(said)

    def _as_said(self, shown: Consent) -> Consent:
        deciding = None
        with suppress(DamagedVault):
            deciding = self._versions.deciding(CONSENT_KIND, shown.id)
        if deciding is None:
            return shown
        body = self._versions.get(deciding.version_id).document.body
        return canonical.from_plain(body, Consent, newer=True)

    def _as_closed(self, consent: Consent) -> Consent:
        """The consent as it was withdrawn by a version that a newer program wrote."""
        if consent.withdrawn_at is not None:
            return consent
        closed = None
        with suppress(DamagedVault):  # what a check names, and nothing leaves by
            closed = self._versions.closed_unread(CONSENT_KIND, consent.id)
        return consent if closed is None else replace(consent, withdrawn_at=closed)

    def save(self, consent: Consent, reason: str = "") -> None:
        """Record a consent as it is given, as a new version; nothing where nothing differs. No
        part of the program does: what a person decides goes through :meth:`decide`.

        ``RecordClosed`` for a consent that was withdrawn: agreeing again is for :meth:`decide`.
        """
        shown = CONSENTS.get(self._db, consent.id)
        stored = self._as_decided(shown) if shown else None
        if stored == consent:
            return
        if stored is not None and stored.withdrawn_at is not None:
            raise RecordClosed("the consent was withdrawn; agreeing again is decided anew")
        self._keep(consent, reason)

    def to_read_out(self, consent: Consent) -> SpokenText:
        """The text that is read out here before this is decided: the organisation's own or ours,
        in the language that the consent names, with the names of now."""
        return self._text_for(consent)

    def decide(self, consent: Consent, base: Consent | None, settles: Collection[str] = ()) -> None:
        """Record a decision that was typed over ``base``, the consent as it stood then.

        ``settles``: versions of others, as :meth:`heard` gave them, that the person was shown and
        that this decision takes the place of. One over a withdrawal names every withdrawal that
        counts, which alone opens the interview again. ``RecordOvertaken`` where the vault holds
        another decision by now, so that answers nobody touched never come back wider;
        ``RecordClosed`` where one of ``settles`` is kept unread: :meth:`settle` asks for a reason;
        ``DecisionIncomplete`` where something has to be done before it may be recorded: a yes rests
        on the text of :meth:`to_read_out` alone, whatever ``consent`` says was read. That use is
        restricted stays, whatever is typed: :meth:`lift_restriction` asks for a reason, too.
        """
        if settles and self._versions.unread(settles):
            raise RecordClosed("a newer program wrote what is to be settled")
        with self._db.transaction():
            if self.for_interview(consent.interview_id) != base:
                raise RecordOvertaken("another decision was recorded meanwhile")
            consent = _still_restricted(consent, base)
            self._refuse_incomplete(consent, base, settles)
            if base is None or base.withdrawn_at is None:
                if settles or consent != base:
                    self._keep(consent, _DECIDED, settles)
                return
            ended = [each.id for each in self.heard(consent.interview_id) if _ended(each)]
            self._keep(consent, _DECIDED, (*settles, *ended))

    def _refuse_incomplete(
        self, consent: Consent, base: Consent | None, settles: Collection[str]
    ) -> None:
        """What takes the place of others' decisions, or goes on from what only others said, opens
        here by what is recorded now: nothing of theirs stands."""
        stands = not settles and self.beside(consent.interview_id).answered
        if consent != base:
            derived = self._db.one(_DERIVED, (consent.interview_id,)) is not None
            ended = base is not None and base.withdrawn_at is not None
            over, text = base if stands or ended else None, self._text_for(consent)
            refuse_incomplete(over, consent, text, derived)

    def _keep(self, consent: Consent, reason: str, settles: Collection[str] = ()) -> None:
        with self._db.transaction():
            CONSENTS.put(self._db, consent)
            mark_edited(self._db, CONSENT_KIND, consent.id)
            version = self._versions.cut(CONSENT_KIND, consent.id, reason, settles)
            state = _WITHDRAWN if consent.withdrawn_at else _GIVEN
            detail = {"consent": consent.id, "version": version.id, "state": state}
            self._custody.append(CustodyKind.CONSENT, INTERVIEW_KIND, consent.interview_id, detail)

    def withdraw(self, interview_id: str, reason: str) -> list[SentSummary]:
        """Close the interview to every purpose; the packages it has already gone out in.

        A second time changes nothing; but what another withdrew is that one's word alone, who may
        take it back: it is recorded here as well. ``NoSuchRecord`` where no consent was recorded.
        """
        consent = self.for_interview(interview_id)
        if consent is None:
            raise NoSuchRecord("no consent was recorded for this interview")
        ended, stored = self._withdrawals(interview_id), CONSENTS.get(self._db, consent.id)
        open_here = stored is None or stored.withdrawn_at is None
        if open_here or self._by_others(ended):
            withdrawn = replace(consent, withdrawn_at=Moment.now(), withdrawn_reason=reason)
            self._keep(withdrawn, _WITHDRAWN, ended)
        return self._packages.sent_with(interview_id)

    def withdrawn_by_others(self, consent: Consent) -> bool:
        """Whether a consent was withdrawn, and by others alone: whoever withdrew may take it back,
        unless it is recorded here as well (:meth:`withdraw`)."""
        if consent.withdrawn_at is None:
            return False
        return self._by_others(self._withdrawals(consent.interview_id))

    def _by_others(self, withdrawals: Collection[str]) -> bool:
        return bool(withdrawals) and not any(made_here(self._db, each) for each in withdrawals)

    def _withdrawals(self, interview_id: str) -> list[str]:
        """The versions that count and withdraw; none of a vault that does not hold what was
        decided last, in which a withdrawal is recorded all the same."""
        with suppress(DamagedVault):
            return [each.id for each in self.heard(interview_id) if _ended(each)]
        return []

    def restrict(self, interview_id: str, reason: str) -> list[SentSummary]:
        """Keep the account and use it for nothing, until :meth:`lift_restriction`; the packages it
        has already gone out in. ``NoSuchRecord`` where no consent was recorded, ``RecordClosed``
        where it was withdrawn.

        Answers that others alone recorded open nothing, and are not confirmed by it: what is
        recorded here then holds none of them.
        """
        consent = self._standing(interview_id)
        if consent.restricted_at is None or not self._restricted_here(interview_id):
            own = self._without_others(consent)
            restricted = replace(own, restricted_at=Moment.now(), restricted_reason=reason)
            self._keep(restricted, _RESTRICTED)
        return self._packages.sent_with(interview_id)

    def _without_others(self, consent: Consent) -> Consent:
        """The consent without its answers where others alone recorded them; with them where that
        cannot be known, because nothing leaves then."""
        with suppress(DamagedVault):
            branches = self._branches(consent.interview_id)
            if branches is not None and not branches.answered:
                return replace(consent, answers=())
        return consent

    def take_back(self, interview_id: str, less: Callable[[Consent], Consent]) -> None:
        """Record what ``less`` leaves, where that is less (``told_back.py``)."""
        consent = self.for_interview(interview_id)
        if consent is not None and (left := less(consent)) != consent:
            self._keep(left if left.withdrawn_at else less(self._without_others(consent)), _TOLD)

    def _restricted_here(self, interview_id: str) -> bool:
        """Whether a restriction that counts was recorded here: another's is that one's to lift."""
        with suppress(DamagedVault):
            return any(
                _says(each, unread=False) is BesideSays.RESTRICTED and made_here(self._db, each.id)
                for each in self.heard(interview_id)
            )
        return False

    def lift_restriction(self, interview_id: str, reason: str) -> None:
        """Let the answers count again. ``reason``: how that is known; it travels with the decision.
        Errors as in :meth:`restrict`, and ``DecisionIncomplete`` without one. No answers of others
        are confirmed by it either."""
        _refuse_unreasoned(reason)
        consent = self._standing(interview_id)
        if consent.restricted_at is not None:
            own = self._without_others(consent)
            lifted = replace(own, restricted_at=None, restricted_reason="")
            self._keep(lifted, reason)

    def _standing(self, interview_id: str) -> Consent:
        consent = self.for_interview(interview_id)
        if consent is None:
            raise NoSuchRecord("no consent was recorded for this interview")
        if consent.withdrawn_at is not None:
            raise RecordClosed("the consent was withdrawn")
        return consent

    def history(self, interview_id: str) -> list[PastConsent]:
        """What was decided about this interview over time, oldest first; without what is kept
        unread."""
        ids = self._db.all(_IDS, (interview_id,))
        versions = [version for (id_,) in ids for version in readable(self._db, id_)]
        versions.sort(key=lambda version: version.document.created_at)
        return [_past(version) for version in versions]
