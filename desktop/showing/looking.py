"""An interview looked through before it is shown: every place to be decided in what goes with it,
what was decided, and what is still open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from desktop import canonical
from desktop.home.versions import NotUnderstood, body_of
from desktop.i18n import _
from desktop.progress import Pause, Progress, no_progress, paced
from desktop.showing.decided import Choice, Decided
from desktop.showing.files import File, file_spot, files_of, texts_of_file
from desktop.showing.form import Form
from desktop.showing.found import named_in
from desktop.showing.kept import Kept, kept_of
from desktop.showing.proposing import proposed
from desktop.showing.register import Register, register_for
from desktop.showing.shown import Shown, is_open, shown
from desktop.showing.spots import Spot, spots
from desktop.showing.texts import texts_of
from desktop.vault.kinds.all import BY_NAME, CHOSEN, KINDS
from desktop.vault.kinds.kind import Grounds, Kind

if TYPE_CHECKING:
    from desktop.model.interview import InterviewDocument
    from desktop.vault import Vault

B = TypeVar("B")
_AT_ONCE: Final = 4000
"""Letters that are looked through between two safe points, at least."""

_CHOSEN: Final[Kind[InterviewDocument]] = BY_NAME[CHOSEN]
_RESTING: Final = tuple(
    kind
    for kind in KINDS
    if isinstance(kind.grounds, Grounds) and not (kind.grounds.chosen or kind.unchanging)
)
"""Kinds whose records rest on interviews; a file is no text."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What there is to decide before an interview is shown in a form, by now.

    ``texts``: the places in texts, in order; ``files``: every file that may go along as it is.
    ``named``: the ids of the entries that are surely named in any of it.
    ``decided``: for this form, by key; ``elsewhere``: for another, to be proposed and never taken.
    """

    interview_id: str
    form: Form
    register: Register
    texts: tuple[Spot, ...] = ()
    files: tuple[Spot, ...] = ()
    decided: Mapping[str, Decided] = field(default_factory=dict)
    elsewhere: Mapping[str, Decided] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    @property
    def derives(self) -> bool:
        """Whether a derived version goes in the place of what was told: the form hides something,
        or something in it was replaced."""
        return not self.form.as_told or any(
            each.key in self.decided and self.decided[each.key].choice is Choice.REPLACE
            for each in self.texts
        )

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Everything to be decided. With a derived version no file goes unasked; with the record
        as it was told, those that hold a protected name or may hold one are asked about."""
        return self.texts + tuple(each for each in self.files if _asks(each) or self.derives)

    @property
    def open(self) -> tuple[Spot, ...]:
        """What somebody still has to say; nothing leaves before."""
        return tuple(each for each in self.spots if is_open(each, self.decided))

    @property
    def staying(self) -> frozenset[str]:
        """The ids of the files that stay back: those that nobody decided to let go as they are."""
        return frozenset(
            each.record_id for each in self.spots if each in self.files and not self._kept(each)
        )

    def _kept(self, spot: Spot) -> bool:
        return spot.key in self.decided and self.decided[spot.key].choice is Choice.KEEP


def _asks(file: Spot) -> bool:
    return bool(file.entry_id) or file.unread


def look(vault: Vault, interview_id: str, form: Form, progress: Progress = no_progress) -> Looked:
    """Look through an interview and everything that would go with it; ``NoSuchRecord``.

    Next to nothing where nothing was written since the last time, and of what was edited only
    the texts that differ are looked through again.
    """
    at, there = vault.rows_written, kept_of(vault)
    last = there.get((interview_id, form))
    if last is not None and last.at == at:
        return last.looked
    register = register_for(vault, interview_id, form)
    if form.as_told and not register.entries:
        return Looked(interview_id, form, register)
    records = list(_records(vault, interview_id, form))
    told = _Told(progress)
    files = list(paced(files_of(vault, interview_id), told.pause, 1)) if form.files else []
    if last is not None and last.looked.register == register:
        register = last.looked.register
    of = _digest(records, files, register)
    if there.has_nothing((interview_id, form), of):
        return Looked(interview_id, form, register)
    if last is not None and last.of == of:
        texts, of_files, named = last.texts, last.files, last.looked.named
    else:
        named = _named(records, files, register, form, told)
        texts = tuple(_in_texts(records, register, form, named, told.pause))
        of_files = tuple(file_spot(each, register, form, named, told.pause) for each in files)
    if form.as_told and not texts and not any(map(_asks, of_files)):
        there.keep_nothing((interview_id, form), of)
        return Looked(interview_id, form, register)
    looked = _decided(vault, Looked(interview_id, form, register, texts, of_files, named=named))
    if not vault.in_transaction:
        there.keep((interview_id, form), Kept(at, of, texts, of_files, looked))
    return looked


def shown_record(
    kind: Kind[B], body: B, looked: Looked, ids: Mapping[str, str], *, notice: bool = False
) -> Shown[B]:
    """What is shown of one of the records that go with an interview, by what was decided.
    ``ids``, ``notice`` and errors as of :func:`shown`."""
    form, register = looked.form, looked.register
    return shown(
        kind,
        body,
        form,
        register,
        looked.decided,
        ids,
        along=looked.derives,
        notice=notice,
        named=looked.named,
    )


def shown_interview(
    vault: Vault, interview_id: str, form: Form, ids: Mapping[str, str]
) -> Shown[InterviewDocument]:
    """The interview as it is shown in a form; ``NamesUndecided``, ``NoSuchRecord``."""
    looked = look(vault, interview_id, form)
    return shown_record(_CHOSEN, vault.interviews.document(interview_id), looked, ids)


def _records(vault: Vault, interview_id: str, form: Form) -> Iterator[tuple[Kind[Any], Any]]:
    """The interview and, where it goes as it was told, what rests on it and goes with it as it is.
    With a derived one goes its consent alone, of which no words are left."""
    yield _CHOSEN, vault.interviews.document(interview_id)
    for kind in _RESTING if form.as_told else ():
        for each in vault.outlines.following(kind.name, (interview_id,)):
            body = vault.body(kind.name, each.record_id)
            if body is not None:
                yield kind, body
            if isinstance(kind.grounds, Grounds) and kind.grounds.decides:
                yield from _beside(vault, kind, each.record_id, body)


def _beside(vault: Vault, kind: Kind[Any], record_id: str, shown: Any) -> Iterator[tuple[Any, Any]]:
    """What others decided beside what is shown: it counts, and goes along."""
    heads = vault.versions.heads(record_id)
    for each in heads if len(heads) > 1 else ():
        with suppress(NotUnderstood):
            body = body_of(each, BY_NAME)
            if body != shown:
                yield kind, body


def _named(
    records: Iterable[tuple[Kind[Any], Any]],
    files: Sequence[File],
    register: Register,
    form: Form,
    told: _Told,
) -> frozenset[str]:
    """Who is surely named anywhere in what is shown together: it is read here, and but a few texts
    once more where the places are told."""
    texts = [each.text for kind, body in records for each in texts_of(kind, body)]

    def every() -> Iterator[str]:
        yield from texts
        yield from (text.text for each in files for text, _shown in texts_of_file(each))

    return named_in(told.each(every(), sum(map(len, every()))), register, form)


class _Told:
    """How far looking through is, in letters. Each piece of the text of a file is a safe point:
    some tens of milliseconds."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._done, self._total = progress, 0, 1

    def pause(self) -> None:
        """A safe point."""
        self._progress(self._done, self._total, _("Looking for names"))

    def each(self, texts: Iterable[str], total: int) -> Iterator[str]:
        """These texts, which have so many letters, each once it may be looked through."""
        self._total, last = max(total, 1), -_AT_ONCE
        for text in texts:
            if self._done - last >= _AT_ONCE:
                last = self._done
                self.pause()
            yield text
            self._done += len(text)


def _in_texts(
    records: Iterable[tuple[Kind[Any], Any]],
    register: Register,
    form: Form,
    named: frozenset[str],
    pause: Pause,
) -> Iterator[Spot]:
    for kind, body in records:
        texts = texts_of(kind, body)
        yield from spots(kind.name, kind.record_id(body), texts, register, form, pause, named=named)


def _decided(vault: Vault, looked: Looked) -> Looked:
    """With what was decided so far, and what is proposed for the rest."""
    of = (looked.interview_id, looked.form.key)
    decided, elsewhere = vault.name_decisions.of(*of), vault.name_decisions.elsewhere(*of)
    texts = proposed(looked.texts, decided, elsewhere)
    return replace(looked, texts=texts, decided=decided, elsewhere=elsewhere)


def _digest(
    records: Iterable[tuple[Kind[Any], Any]], files: Iterable[File], register: Register
) -> bytes:
    said = [*(body for _kind, body in records), *files, register.entries, register.told]
    return hashlib.sha256(canonical.encode(said)).digest()
