"""What follows the interviews that a person chooses, by what each kind of record declares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.format.travelling import FOLLOWS, GROUNDS, going_to
from desktop.handoff.sending.whole import ABOUT_FILES
from desktop.home.outlines import Follower
from desktop.model.consent import Decision, RecipientKind, Refusal
from desktop.model.grounds import why_it_stays
from desktop.model.version import RecordKind
from desktop.progress import Pause, paced

if TYPE_CHECKING:
    from desktop.home.roles import Offering

_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(list[Follower]).decode

Answers = Callable[[Collection[str]], list[Decision]]
"""What the gate says of interviews, asked once of each."""


class Group(NamedTuple):
    """What of one kind rests on an interview: may leave, or stays and why.

    ``kind``: in ``KINDS``; ``shares``: whether any of it may rest on other interviews too, or has
    several ids.
    """

    kind: int
    goes: Sequence[Follower]
    stays: Sequence[tuple[Follower, Refusal]]
    shares: bool

    def without(self, record_ids: Container[str]) -> Group:
        """This, where somebody keeps these records back."""
        back = [each for each in self.goes if (each.stored_id or each.record_id) in record_ids]
        stays = [*self.stays, *((each, Refusal.KEPT_BACK) for each in back)]
        return self._replace(goes=[each for each in self.goes if each not in back], stays=stays)


class Followers:
    """What rests on interviews, read once where a plan asks twice: kept as bytes meanwhile."""

    def __init__(self, vault: Offering) -> None:
        self._vault = vault
        self._kept: dict[tuple[RecordKind, str], bytes] = {}

    def first(self, kind: RecordKind, interview_ids: Sequence[str]) -> Sequence[Follower]:
        """The records of a kind that rest on these interviews; who asks :meth:`again` for the same
        interviews need not read them."""
        found = list(self._vault.outlines.following(kind, interview_ids))
        if found:
            self._kept[kind, interview_ids[0]] = _encode(found)
        return found

    def again(self, kind: RecordKind, interview_ids: Sequence[str]) -> Iterable[Follower]:
        """The same, once more or for the first time; it is let go."""
        kept = self._kept.pop((kind, interview_ids[0]), None) if interview_ids else None
        if kept is not None:
            return _decode(kept)
        return self._vault.outlines.following(kind, interview_ids)


class Following:
    """The records that follow interviews in one vault.

    ``several``: by the ids of the records that rest on several interviews, as far as they were
    met, the ids of all of these. ``files``: of those of them that are about files, the SHA-256 of
    each of these.
    """

    def __init__(
        self,
        vault: Offering,
        answers: Answers,
        followers: Followers,
        pause: Pause,
        recipient: RecipientKind,
    ) -> None:
        self._vault, self._answers, self._followers = vault, answers, followers
        self._kinds = going_to(recipient, FOLLOWS)
        several = vault.outlines.several
        self._may_share = {kind: several(kind) for kind in paced(self._kinds, pause, 1)}
        self.several: dict[str, tuple[str, ...]] = {}
        self.files: dict[str, Collection[str]] = {}

    def groups(self, interview_ids: Sequence[str], pause: Pause) -> Mapping[str, list[Group]]:
        """By the interview's id, what rests on it, a group for each kind that there is."""
        found: defaultdict[str, list[Group]] = defaultdict(list)
        for kind in self._kinds:
            pause()
            resting: defaultdict[str, dict[str, Follower]] = defaultdict(dict)
            for each in self._followers.again(kind, interview_ids):
                resting[each[0]][each[1]] = each
            pause()
            shared = self._look_at_shared(kind, resting)
            number, condition = KINDS.index(kind), GROUNDS[kind].condition
            answers = self._answers(resting)
            for (interview_id, records), answer in zip(resting.items(), answers, strict=True):
                own = why_it_stays(condition, (answer,))
                found[interview_id].append(_group(number, records, own, shared))
        return found

    def _look_at_shared(
        self, kind: RecordKind, found: Mapping[str, Mapping[str, Follower]]
    ) -> Mapping[str, Refusal | None]:
        """Those that may rest on several interviews, or are named by who may not speak for them,
        and why they stay by all of these."""
        may_share = self._may_share[kind]
        ids = set(self._vault.outlines.lent(kind, found))
        if may_share:
            ids |= {id_ for records in found.values() for id_ in records if id_ in may_share}
        resting = self._vault.outlines.grounds(kind, ids) if ids else {}
        several = {id_: tuple(sorted(on)) for id_, on in resting.items() if len(on) > 1}
        self.several |= several
        condition = GROUNDS[kind].condition
        stays = {id_: why_it_stays(condition, self._answers(on)) for id_, on in resting.items()}
        whole = [id_ for id_ in several if stays[id_] is None and id_ not in self.files]
        if whole and kind in ABOUT_FILES:
            self.files |= self._vault.outlines.sums_of_files(kind, whole)
        return stays


def _group(
    number: int,
    records: Mapping[str, Follower],
    own: Refusal | None,
    shared: Mapping[str, Refusal | None],
) -> Group:
    """``own``: why they stay by their interview alone."""
    if not records.keys().isdisjoint(shared):
        said = [(each, shared.get(id_, own)) for id_, each in records.items()]
        goes = [each for each, refusal in said if refusal is None]
        return Group(number, goes, [(e, why) for e, why in said if why is not None], True)
    if own is None:
        return Group(number, list(records.values()), (), False)
    return Group(number, (), [(each, own) for each in records.values()], False)
