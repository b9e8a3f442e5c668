"""Many records at once, as far as deciding what may leave needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from desktop.model.consent import Cell, ConsentBranches
from desktop.model.version import RecordKind
from desktop.progress import Pause


class InterviewOutline(NamedTuple):
    """An interview, as far as a plan names it."""

    id: str
    code: str


Resting = Mapping[str, Collection[str]]
"""Record id → the interviews it rests on; of a record that is not here, or rests on none, no
entry."""


class Follower(NamedTuple):
    """A record that rests on an interview, as who sends that interview needs it.

    ``stored_id``: where one record has several ids, the one it is kept under; "" where that is
    this one.
    ``label``: what people call it. ``sha256``, ``size``: of the original that it comes with;
    "" where there is none.
    """

    interview_id: str
    record_id: str
    stored_id: str
    label: str
    sha256: str = ""
    size: int = 0


class Unlaid(NamedTuple):
    """A version that is kept unread. ``grounds``: all interviews that it came as resting on."""

    kind: RecordKind
    record_id: str
    version_id: str
    grounds: tuple[str, ...]


class GateOutlines(Protocol):
    """What the consent gate looks at. ``pause`` is called between pieces of a long reading."""

    def standings(
        self, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = ...
    ) -> Mapping[str, ConsentBranches]:
        """The consent decided last for each interview that has any, with all its branches.

        ``cells``: the answers that are read at least.
        """

    def grounds(self, kind: RecordKind, ids: Collection[str], pause: Pause = ...) -> Resting:
        """All interviews that each of these records rests on, and one that nobody knows where none
        of them may speak for it (``lent.py``); ``ValueError`` for a kind that is about nobody,
        here and below."""

    def decided_by(self) -> object:
        """What is the same again only where nothing was written since that the gate decides by:
        consents, cards, what records rest on. Asked at any time, as it costs next to nothing."""

    def refuse_older(self, pause: Pause = ...) -> None:
        """``DamagedVault`` where :meth:`grounds` would not go by what was written last: asked once
        before something leaves, because it looks at all there is."""

    def refuse_unlooked(self) -> None:
        """``SavesLost`` where something that was decided may be missing, and nobody has looked
        at the consents since."""

    def following(self, kind: RecordKind, interview_ids: Collection[str]) -> Iterable[Follower]:
        """The records of a kind that rest on these interviews, grouped by them. Quick where they
        come in the order they were made; some hundreds at once: the caller pauses."""

    def sums_of_files(
        self, kind: RecordKind, ids: Collection[str], pause: Pause = ...
    ) -> Mapping[str, Collection[str]]:
        """Of records about files, by their ids, the SHA-256 of each of these files that is here;
        nothing of any other kind."""

    def items_confirmed(self, recipient: str) -> Iterable[list[tuple[str]]]:
        """The version ids and SHA-256s that receipts of this recipient confirm, some thousands
        at a time."""

    def interviews(self, ids: Collection[str], pause: Pause = ...) -> Iterator[InterviewOutline]:
        """The interviews in the order of ``ids``; ``NoSuchRecord`` behind the last where one is
        not here."""


class Outlines(GateOutlines, Protocol):
    """What an offer to a recipient is made of."""

    def interview_ids(self) -> list[str]:
        """Every interview, newest first."""

    def several(self, kind: RecordKind) -> Collection[str]:
        """The ids of the records of a kind that may rest on more than one interview."""

    def lent(self, kind: RecordKind, named: Mapping[str, Iterable[str]]) -> Collection[str]:
        """The records of a kind, by interview, that are named by another than whose they are."""

    def unlaid(self, interview_ids: Collection[str]) -> Iterable[Unlaid]:
        """What is kept unread of records that are shown nowhere, and rests on these interviews,
        each version once."""

    def kept_unread(self, version_ids: Collection[str]) -> Iterable[Unlaid]:
        """Those of these versions that are kept unread, with what each came as resting on."""

    def record_ids(self, kind: RecordKind) -> list[str]:
        """Every record of a kind, in order."""

    def each_head(
        self, record_ids: Collection[str], pause: Pause = ...
    ) -> Iterator[tuple[str, str]]:
        """Each version in whose place no other stands that may, with the record before it: (record
        id, version id). Some come twice."""

    def written_since(self, record_ids: Collection[str], pause: Pause = ...) -> Mapping[str, bool]:
        """The records that are not known to be as their last version, and whether they have one."""

    def sent_to(
        self, recipient: str, record_ids: Collection[str], pause: Pause = ...
    ) -> Iterable[str]:
        """Those of the records that ever travelled to this recipient."""

    def decided_back(self, sender: str) -> Collection[str]:
        """The derived interviews that came from somebody and about which more was decided here:
        what they show is the sender's, who has to hear of it."""

    def packages_confirmed(self, recipient: str) -> tuple[str, ...]:
        """Ids of the packages to this recipient whose receipts are here, newest first."""
