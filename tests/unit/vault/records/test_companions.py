"""A file that goes with another obeys the consent behind that one, too."""

from __future__ import annotations

import pytest

from desktop.errors import NoSuchRecord, WrongCompanion
from desktop.model.companion import Companion, companion_id
from desktop.model.media import MEDIA_KIND, Media
from desktop.vault import Vault
from desktop.vault.kinds.companion import COMPANION
from tests import every_field
from tests.every_kind import lay
from tests.unit.handoff.ends import interview
from tests.unit.vault.made import add


def grounds(vault: Vault, media: Media) -> set[str]:
    return set(vault.outlines.grounds(MEDIA_KIND, [media.id]).get(media.id, ()))


def test_a_side_car_rests_on_what_its_picture_rests_on_however_far(vault: Vault) -> None:
    jpeg, raw, side = add(vault, b"jpeg"), add(vault, b"raw"), add(vault, b"side")
    hers, his = interview(vault, "W-001"), interview(vault, "W-002")
    vault.interviews.attach(hers.id, jpeg.id)
    vault.interviews.attach(his.id, side.id)
    assert grounds(vault, side) == {his.id}
    vault.companions.say(side.id, raw.id)
    assert grounds(vault, side) == {his.id}, "its picture rests on nothing"
    # As two vaults may have said it, one after the other.
    first = Companion(companion_id(raw.id), every_field.AT, raw.id, jpeg.id, "person")
    lay(vault, COMPANION, first)
    assert grounds(vault, side) == {hers.id, his.id}
    assert grounds(vault, jpeg) == {hers.id}
    assert side.id in vault.outlines.several(MEDIA_KIND)
    vault.companions.say(side.id, "")
    assert grounds(vault, side) == {his.id}


def test_by_any_id_of_either(vault: Vault) -> None:
    """Two vaults had the same bytes."""
    picture, side = add(vault, b"picture"), add(vault, b"side")
    other = add(vault, b"side", "another name")
    assert other.id == side.id
    made = interview(vault)
    vault.interviews.attach(made.id, picture.id)
    vault.companions.say(side.id, picture.id)
    for each in vault.media.ids(side.id):
        assert vault.outlines.grounds(MEDIA_KIND, [each]) == {each: [made.id]}
        assert [pair.media.id for pair in vault.companions.beside(each).goes_with] == [picture.id]


def test_nothing_goes_in_a_circle(vault: Vault) -> None:
    one, other, third = (add(vault, each) for each in (b"one", b"other", b"third"))
    with pytest.raises(WrongCompanion):
        vault.companions.say(one.id, one.id)
    assert vault.companions.say(one.id, other.id)
    assert not vault.companions.say(one.id, other.id)
    with pytest.raises(WrongCompanion):
        vault.companions.say(other.id, one.id)
    assert vault.companions.say(third.id, one.id)
    assert vault.companions.goes_with(third.id) == other, "what the one goes with"
    with pytest.raises(NoSuchRecord):
        vault.companions.say(one.id, "nowhere")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("пратэст", {"Пратэст у Мінску.jpg"}),
        ("У МІНСКУ", {"Пратэст у Мінску.jpg"}),
        ("img_1", {"IMG_1 [a]*.jpg"}),
        ("[a]*", {"IMG_1 [a]*.jpg"}),
        ("?", set()),
        ("^", {"^.jpg"}),
        ("straße", {"STRAßE.jpg"}),
        ("я" * 40_000, set()),
    ],
)
def test_others_are_found_by_a_part_of_their_name_in_capitals_or_not(
    vault: Vault, typed: str, found: set[str]
) -> None:
    one = add(vault, b"one", "one.bin")
    names = ("Пратэст у Мінску.jpg", "IMG_1 [a]*.jpg", "^.jpg", "STRAßE.jpg")
    for name in names:
        add(vault, name.encode(), name)
    others = vault.companions.others(one.id, typed, 0, 9)
    assert {each.original_name for each in others} == found
    assert vault.companions.count_others(one.id, typed) == len(found)
    assert vault.companions.count_others(one.id, "") == len(names)


def test_removed_with_either_file(vault: Vault) -> None:
    picture, side = add(vault, b"picture"), add(vault, b"side")
    vault.companions.say(side.id, picture.id)
    vault.removal.remove(MEDIA_KIND, picture.id)
    assert vault.companions.find(companion_id(side.id)) is None
    assert vault.check().intact
