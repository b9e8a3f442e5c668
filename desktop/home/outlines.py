"""Many records at once, as far as deciding what may leave needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from desktop.model.consent import Cell, ConsentBranches
from desktop.progress import Pause

FileOutline = tuple[str, str, int]
"""An original: id it was stored under, SHA-256, size in bytes. A bare tuple, because the
garbage collector need not walk hundreds of thousands of those again and again."""


class InterviewOutline(NamedTuple):
    """``person_code``: None where the person's own record is not in this home."""

    id: str
    code: str
    person_id: str
    person_code: str | None


class GateOutlines(Protocol):
    """What the consent gate looks at. ``pause`` is called between pieces of a long reading."""

    def standings(
        self, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = ...
    ) -> Mapping[str, ConsentBranches]:
        """The consent decided last for each interview that has any, with all its branches.

        ``cells``: the answers that are read at least.
        """

    def users(self, media_ids: Collection[str], pause: Pause = ...) -> Mapping[str, list[str]]:
        """Every interview that a file is attached to under any id, by each of these ids of it."""

    def interviews(self, ids: Collection[str], pause: Pause = ...) -> Iterator[InterviewOutline]:
        """The interviews in the order of ``ids``; ``NoSuchRecord`` behind the last where one is
        not here."""


class Outlines(GateOutlines, Protocol):
    """What an offer to a recipient is made of."""

    def interview_ids(self) -> list[str]:
        """Every interview, newest first."""

    def files(
        self, interview_ids: Collection[str], pause: Pause = ...
    ) -> Mapping[str, Mapping[str, FileOutline]]:
        """Of each interview that has any: its files that are here, by the id it names each with,
        in order."""

    def names(self, media_ids: Collection[str], pause: Pause = ...) -> Mapping[str, str]:
        """The names of files, by the ids they were stored under."""

    def shared_files(self) -> set[str]:
        """The ids of files that may be attached in two places: of every one that is, and of
        every one that has two names."""

    def each_head(
        self, record_ids: Collection[str], pause: Pause = ...
    ) -> Iterator[tuple[str, str]]:
        """Each version nobody has built on, with the record before it: (record id, version id)."""

    def written_since(self, record_ids: Collection[str], pause: Pause = ...) -> Mapping[str, bool]:
        """The records that are not known to be as their last version, and whether they have one."""

    def items_confirmed(self, recipient: str) -> Iterable[list[tuple[str]]]:
        """The version ids and SHA-256s that receipts of this recipient confirm, some thousands
        at a time."""

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = ...
    ) -> Iterable[str]:
        """Those of the records that ever travelled to this recipient."""

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        """Ids of the packages to this recipient whose receipts are here, newest first."""
