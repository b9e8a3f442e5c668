"""Records as others are shown them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause


class DerivedId(NamedTuple):
    """Under which id an interview is shown in a form (``Form.key``)."""

    source_id: str
    form: str
    derived_id: str


class DerivedCompared(Protocol):
    """What was shown to whom, and whether there is news."""

    def id_for(self, source_id: str, form: str) -> str:
        """Under which id a record is shown in a form; it is made the first time."""

    def find(self, source_id: str, form: str) -> str:
        """Under which id a record is shown in a form; "" where it never was."""

    def sent_to(
        self, recipient: str, interview_ids: Collection[str], pause: Pause = ...
    ) -> Mapping[str, tuple[DerivedId, ...]]:
        """By the ids of these interviews, under which ids each ever travelled to a recipient."""

    def version_of(self, kind: RecordKind, body: Any) -> str:
        """The version that :meth:`DerivedToSend.cut` would give without making one; "" where it
        would."""


class DerivedToSend(DerivedCompared, Protocol):
    """What is shown, on its way out."""

    def of(self, interview_ids: Collection[str], pause: Pause = ...) -> Iterable[DerivedId]:
        """Every id under which these interviews are shown to anybody."""

    def cut(
        self, kind: RecordKind, body: Any, source_id: str, form: str, reason: str
    ) -> RecordVersion:
        """A body as it is shown, as a version; the last one where nothing differs."""


def own_derived(history: Iterable[RecordVersion], ours: str) -> list[RecordVersion]:
    """The versions that were derived here of a record, in the order of ``history``, behind them the
    last: the one that none of the others goes on from, whatever a clock said. ``ours``: this home's
    fingerprint."""
    own = [each for each in history if each.document.author == ours and each.document.derived_from]
    followed = {parent for each in own for parent in each.document.parents}
    return sorted(own, key=lambda each: each.id not in followed)
