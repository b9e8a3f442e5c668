"""The versions that are about to travel as they were told, looked through once more for names.

The gate looks at what is shown of a record. What travels is a version of it, cut a moment later,
and for whoever was sent an earlier one all versions since: in one of these a name may stand that
somebody wrote in between, or took out again.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.errors import ConsentRefused, NamesUndecided
from desktop.handoff.format.travelling import DECIDES
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.shown_records import whole
from desktop.home.versions import NotUnderstood, body_of, read_document
from desktop.model.consent import Identification
from desktop.model.version import RecordKind
from desktop.progress import Pause, paced
from desktop.showing import Choice, Form, Register, form_of, spots, texts_of
from desktop.showing.register import protected_from, register_for
from desktop.vault.kinds.all import BY_NAME

if TYPE_CHECKING:
    from desktop.home.roles import Sending

Version = tuple[str, str]
"""The id of a record, and that of one of its versions."""

_WORDS: Final = frozenset(name for name, kind in BY_NAME.items() if kind.free_text)
"""Kinds in whose records words stand."""
_MANY: Final = 1000
"""Interviews that are looked at between two safe points."""


class Named:
    """Finds the names that are kept from the recipient of a plan. Costs nothing where none is."""

    def __init__(self, vault: Sending, plan: PackagePlan, pause: Pause) -> None:
        self._vault, self._plan, self._pause = vault, plan, pause
        self._to = plan.recipient.recipient_kind
        # A home that keeps no register has no more of a vault than this.
        kept = vault.protected.all()
        self._nobodys = Register(protected_from(whole(vault), self._to) if kept else ())
        self._registers: dict[str, Register] = {}

    @property
    def any(self) -> bool:
        """Whether any name is kept from them."""
        return bool(self._nobodys.entries)

    def left_out(
        self, kind: RecordKind, grounds: Collection[str], several: Collection[Version]
    ) -> set[str]:
        """Those of several versions of a record in which a name stands, by their ids. Errors as of
        :meth:`refuse` where that is each that nothing follows. Nothing that counts of a consent is
        left out: the gate looks at all of it (``looking.py``)."""
        named = {
            version_id for _id, version_id in several if self._names(kind, grounds, version_id)
        }
        if not named:
            return named
        heads = self._vault.versions.head_ids(next(record_id for record_id, _id in several))
        if heads <= named:
            self._refuse(grounds)
        return named - heads if kind in DECIDES else named

    def refuse(self, kind: RecordKind, grounds: Collection[str], version_id: str) -> None:
        """``NamesUndecided`` where a name stands in a version; ``ConsentRefused`` where that is
        about nobody."""
        if self._names(kind, grounds, version_id):
            self._refuse(grounds)

    def _refuse(self, grounds: Collection[str]) -> None:
        asked = [each for each in grounds if each in self._told]
        if not asked:
            raise ConsentRefused("a protected name was written into what is about nobody")
        raise NamesUndecided(interviews=dict.fromkeys(asked, 1))

    def _names(self, kind: RecordKind, grounds: Collection[str], version_id: str) -> bool:
        told = next((each for each in grounds if each in self._told), "")
        # What travels with no interview tells that something may be used less, and waits for none.
        if not (self.any and kind in _WORDS) or (grounds and not told):
            return False
        self._pause()
        try:
            body = body_of(read_document(self._vault.versions.data(version_id)), BY_NAME)
        except NotUnderstood:
            return False
        form = self._told.get(told) or Form(self._to, Identification.FULL_NAME)
        register = self._register(told, form)
        known = BY_NAME[kind]
        found = spots(kind, known.record_id(body), texts_of(known, body), register, form)
        if not found:
            return False
        decided = whole(self._vault).name_decisions.of(told, form.key) if told else {}
        kept = (each.key in decided and decided[each.key].choice is Choice.KEEP for each in found)
        return not all(kept)

    @cached_property
    def _told(self) -> dict[str, Form]:
        """The interviews that go as they were told, with the form that is."""
        going = paced(self._plan.going, self._pause, _MANY)
        return {
            each.interview_id: form_of(each.decision, self._to)
            for each in going
            if each.decision.as_told
        }

    def _register(self, interview_id: str, form: Form) -> Register:
        if not interview_id:
            return self._nobodys
        if interview_id not in self._registers:
            self._registers = {interview_id: register_for(whole(self._vault), interview_id, form)}
        return self._registers[interview_id]
