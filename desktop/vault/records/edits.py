"""What was typed into an open form, laid over what the vault holds by then.

``before`` is what the form was filled with or last wrote, ``edited`` what stands on it now. The
tables may hold something newer than ``before``: a package came in, another job wrote.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from desktop import canonical
from desktop.model.interview import INTERVIEW_KIND, InterviewDocument, State
from desktop.model.laid_over import Landed, R, laid_over, overrules
from desktop.model.version import VersionDocument
from desktop.vault.records.interviews import Interviews
from desktop.vault.records.records import Records
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions

_REASON = "kept before an edit over it"
_BESIDE = "typed beside the seal"


class Edits:
    """Edits of the records of one vault. None takes back what others wrote meanwhile."""

    def __init__(self, db: Database, interviews: Interviews, versions: Versions) -> None:
        self._db, self._interviews, self._versions = db, interviews, versions

    def record(self, records: Records[R], before: R, edited: R) -> Landed:
        """Lay an edit over a record that is one dataclass; ``NoSuchRecord``."""
        kind = records.kind
        record_id = kind.record_id(edited)
        with self._db.transaction():
            there = records.get(record_id)
            landed = Landed.OVER if overrules(there, before, edited) else Landed.CLEAN
            if landed is Landed.OVER:
                self._versions.cut(kind.name, record_id, _REASON)
            records.save(laid_over(there, before, edited))
        return landed

    def interview(self, before: InterviewDocument, edited: InterviewDocument) -> Landed:
        """Lay an edit over an interview, its account and its files.

        Over a sealed one nothing is laid: the edit becomes a version beside it. ``NoSuchRecord``,
        and ``RecordClosed`` for words before the account was opened.
        """
        if edited == before:
            return Landed.CLEAN
        record = edited.interview.id
        with self._db.transaction():
            there = self._interviews.document(record)
            if there.interview.state is State.SEALED:
                goes_on = partial(_has_the_words_of, before)
                self._versions.cut_beside(INTERVIEW_KIND, edited, _BESIDE, goes_on)
                return Landed.BESIDE
            landed = Landed.OVER if overrules(there, before, edited) else Landed.CLEAN
            if landed is Landed.OVER:
                self._versions.cut(INTERVIEW_KIND, record, _REASON)
            self._save(there, laid_over(there, before, edited))
        return landed

    def _save(self, there: InterviewDocument, laid: InterviewDocument) -> None:
        record = laid.interview.id
        if laid.interview != there.interview:
            self._interviews.save(laid.interview)
        if laid.utterances != there.utterances:
            self._interviews.save_utterances(record, laid.utterances)
        if laid.attachments != there.attachments:
            self._interviews.save_attachments(record, laid.attachments)


def _has_the_words_of(form: InterviewDocument, kept: VersionDocument) -> bool:
    """Whether a version holds what stood on the form, which may show the seal since."""
    there = canonical.from_plain(kept.body, InterviewDocument)
    now = there.interview
    interview = replace(
        form.interview, state=now.state, opened_at=now.opened_at, closed_at=now.closed_at
    )
    return replace(form, interview=interview) == there
