"""What goes to a recipient who is not to read it as it was told: derived interviews, each with a
consent of its own (``desktop/showing``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.documents.pieces import sliced
from desktop.errors import NamesUndecided
from desktop.handoff.sending import gate
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.plan import Item, PackagePlan
from desktop.handoff.sending.shown_records import CONSENT, consent_for, interview_for
from desktop.home.derived import DerivedId
from desktop.model.owned_id import consent_id_of
from desktop.model.version import RecordKind
from desktop.progress import Pause, paced
from desktop.showing import Form, form_of
from desktop.vault.kinds.all import BY_NAME, CHOSEN

if TYPE_CHECKING:
    from desktop.home.roles import Sending

_REASON: Final = "sent"
_MANY: Final = 500
"""Interviews of which it is asked at once in what forms they went."""


@dataclass(frozen=True, slots=True)
class Goes:
    """How an interview goes that does not go as it was told: under which id, in which form."""

    derived_id: str
    form: Form


class Deriving:
    """The derived records of one plan, cut as they are taken.

    ``going``: by the ids of the interviews that go so; ``consents``: by the same, the version of
    the consent that each goes on, once it was taken.
    """

    def __init__(self, vault: Sending, plan: PackagePlan, kept: GateKept, pause: Pause) -> None:
        self._vault, self._plan, self._gate, self._pause = vault, plan, kept, pause
        self._to = plan.recipient.recipient_kind
        self.consents: dict[str, str] = {}
        self.going = dict(self._find_going())

    def _find_going(self) -> Iterator[tuple[str, Goes]]:
        for each in paced(self._plan.going, self._pause, _MANY):
            if not each.decision.as_told:
                form = form_of(each.decision, self._to)
                with self._gate.own():
                    own = self._vault.derived.id_for(each.interview_id, form.key)
                yield each.interview_id, Goes(own, form)

    def items(self, kind: RecordKind) -> Iterator[Item]:
        """The derived records of a kind, each cut by now. ``NamesUndecided``, behind the last,
        where places in any of them still wait for somebody."""
        if kind == CONSENT:
            yield from self._consents()
        elif kind == CHOSEN:
            yield from self._interviews()

    def _interviews(self) -> Iterator[Item]:
        undecided: dict[str, int] = {}
        for interview_id, goes in self.going.items():
            self._pause()
            try:
                with self._gate.own():
                    body = interview_for(self._vault, interview_id, goes.form).body
            except NamesUndecided as error:
                undecided[interview_id] = len(error.spots)
                continue
            own = DerivedId(interview_id, goes.form.key, goes.derived_id)
            yield self._cut(CHOSEN, body, interview_id, own)[0]
        if undecided:
            raise NamesUndecided(interviews=undecided)

    def _consents(self) -> Iterator[Item]:
        """The consents of every form in which what travels, or is told of, ever went to the
        recipient or goes now."""
        purpose, to = self._plan.purpose, self._plan.recipient.fingerprint
        for several in sliced(self._plan.told(self._pause), _MANY):
            sent = self._vault.derived.sent_to(to, several, self._pause)
            shown = [each for each in several if each in sent or each in self.going]
            if not shown:
                continue
            verdicts = gate.ask(self._vault, shown, purpose, self._to, self._pause)
            for interview_id in shown:
                self._pause()
                goes = self.going.get(interview_id)
                ids = set(sent.get(interview_id, ()))
                if goes:
                    ids.add(DerivedId(interview_id, goes.form.key, goes.derived_id))
                for own in sorted(ids):
                    verdict = verdicts[interview_id]
                    body = consent_for(self._vault, interview_id, verdict, own.derived_id).body
                    item, version_id = self._cut(CONSENT, body, consent_id_of(interview_id), own)
                    if goes and own.derived_id == goes.derived_id:
                        self.consents[interview_id] = version_id
                    yield item

    def _cut(self, kind: RecordKind, body: Any, source_id: str, own: DerivedId) -> tuple[Item, str]:
        """``own``: of the interview that it is shown with."""
        with self._gate.own():
            version = self._vault.derived.cut(kind, body, source_id, own.form, _REASON)
        return Item(kind, BY_NAME[kind].record_id(body), (own.derived_id,)), version.id
