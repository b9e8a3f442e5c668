"""Records that somebody names who may not speak for them: nothing leaves by that alone.

A photo or a person's record rests on the interviews that name it, and leaves where all of these let
it out. Whoever sends an interview of its own, with a consent of its own, could name somebody
else's photo in it, which no other interview names any more, or none that is shown here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import Owned, belongs_to

NOBODY = ""
"""Stands for an interview that nobody here knows: no consent lets anything out by it."""


def whatever(_record_id: str) -> bool:
    """Of a version that came: its author named what stands in it."""
    return True


class Shown(NamedTuple):
    """By whom an interview is as it is shown, that somebody else began than a person here.

    ``author``: a fingerprint; ``named``: whether that author named this record in it. Who corrects
    a code here is the author of what is shown, and did not name what stood in it before.
    """

    author: str
    named: Callable[[str], bool] = whatever

    def speaks_for(self, owned: Owned) -> bool:
        """Whether the author named a record of their own."""
        return owned.is_by(self.author) and self.named(owned.id)


def lent(
    kind: str, named: Mapping[str, Iterable[str]], begun_elsewhere: Mapping[str, Shown]
) -> set[str]:
    """The records that are named in an interview by another than whose they are.

    ``kind``: of the records; ``named``: by interview, these; ``begun_elsewhere``: of the
    interviews, those that no person here began.
    """
    return {
        record_id
        for interview_id, shown in begun_elsewhere.items()
        for record_id in named.get(interview_id, ())
        if not shown.speaks_for(owned := Owned(record_id, kind)) and owned.says_whose
    }


def with_nobody(
    kind: str,
    grounds: Mapping[str, Collection[str]],
    begun_elsewhere: Mapping[str, Shown],
    who_wrote: Callable[[str], Iterable[str]],
) -> dict[str, Collection[str]]:
    """The interviews that each record rests on, and :data:`NOBODY` where none of them may speak
    for it: none that a person here began, by whose the record is, or of the same owner.

    ``kind``, ``begun_elsewhere``: as of :func:`lent`; ``who_wrote``: the authors of the versions
    of a record.
    """
    named: dict[str, list[str]] = {}
    for record_id, interviews in grounds.items():
        for each in interviews:
            named.setdefault(each, []).append(record_id)
    found = dict(grounds)
    for record_id in lent(kind, named, begun_elsewhere):
        owned = Owned(record_id, kind)
        owner = next(filter(owned.is_by, who_wrote(record_id)), "")
        if not any(
            each not in begun_elsewhere
            or begun_elsewhere[each].speaks_for(owned)
            or belongs_to(each, owner, INTERVIEW_KIND)
            for each in found[record_id]
        ):
            found[record_id] = (*found[record_id], NOBODY)
    return found


def on_files(
    files: Mapping[str, Collection[str]], rests: Mapping[str, Collection[str]]
) -> dict[str, Collection[str]]:
    """The interviews that each record about files rests on. ``files``: of each record, the ids of
    its files; ``rests``: of each file that rests on any, these. :data:`NOBODY` stands for a file
    that rests on none; a record about no file is left out, and so rests on nothing."""
    return {
        record_id: tuple(dict.fromkeys(on for each in those for on in rests.get(each) or (NOBODY,)))
        for record_id, those in files.items()
        if those
    }
