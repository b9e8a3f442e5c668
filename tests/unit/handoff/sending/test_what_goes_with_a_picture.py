"""A side-car leaves only where its picture may, too: it tells the place and the names."""

from __future__ import annotations

from desktop.handoff.receiving.receive import receive_package
from desktop.model.companion import COMPANION_KIND, companion_id
from desktop.model.consent import ConsentAnswer, Identification, Purpose
from desktop.model.media import MEDIA_KIND, Media
from tests.unit.handoff.ends import USE, Vaults, decide, interview, yes

NAMED = yes(USE, Identification.FULL_NAME)
PHOTO = yes(Purpose.PHOTOGRAPH)


def sent(ends: Vaults, *hers: ConsentAnswer) -> tuple[Media, Media]:
    """A picture of an interview to which so much was agreed, and its side-car in another."""
    one = interview(ends.researcher, "W-001", files=[b"picture"])
    other = interview(ends.researcher, "W-002", files=[b"side"])
    decide(ends.researcher, one, *hers)
    decide(ends.researcher, other, NAMED, PHOTO)
    picture, side = (
        ends.researcher.media.get(ends.researcher.interviews.attachments(each.id)[0].media_id)
        for each in (one, other)
    )
    ends.researcher.companions.say(side.id, picture.id)
    return picture, side


def leaves(ends: Vaults) -> set[str]:
    plan = ends.plan()
    return {item.id for kind in (MEDIA_KIND, COMPANION_KIND) for item in plan.items(kind)}


def test_it_goes_where_both_may(ends: Vaults) -> None:
    picture, side = sent(ends, NAMED, PHOTO)
    assert leaves(ends) == {picture.id, side.id, companion_id(side.id)}
    receive_package(ends.office, ends.write().path)
    assert ends.office.companions.goes_with(side.id) == ends.office.media.get(picture.id)


def test_it_stays_where_its_picture_has_to(ends: Vaults) -> None:
    _picture, side = sent(ends, NAMED)
    assert leaves(ends) == set()
    ends.researcher.companions.say(side.id, "")
    assert leaves(ends) == {side.id, companion_id(side.id)}
