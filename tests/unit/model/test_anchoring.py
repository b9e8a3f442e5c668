"""Passages find their own words again, and take no others for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.anchoring import (
    Since,
    Spot,
    Stands,
    Texts,
    anchor,
    carried,
    mark,
    sealed,
    since,
    texts_of,
)
from desktop.model.interview import Utterance
from desktop.model.passage import Passage
from desktop.model.values.moment import Moment

VERSION = "a" * 64
TOLD = "Мяне прывезлі ўначы. Ён ударыў мяне ў твар, потым яшчэ раз. Больш нічога не памятаю."
WORDS = "ударыў мяне"


def of(words: str, texts: Texts, utterance_id: str = "u") -> Passage:
    """A draft's passage of these words, where they stand first."""
    passage = Passage("p", Moment("2026-03-01T11:00:00.000Z", 60), interview_id="i")
    at = texts[utterance_id].index(words)
    return mark(passage, texts, Spot(utterance_id, at, at + len(words)))


def behind(old: str, new: str, words: str) -> tuple[Stands, list[int]]:
    """Where the words of one utterance stand once ``new`` was written over ``old``."""
    passage = carried(of(words, {"u": old}), {"u": old}, {"u": new})
    found = anchor(passage, {"u": new})
    return found.stands, [spot.start for spot in found.spots]


@pytest.mark.parametrize(
    "new",
    [
        "Было халодна. " + TOLD,
        TOLD + " Гэта ўсё.",
        TOLD.replace("Ён ударыў", "Ён моцна ўдарыў яго. Ён ударыў"),
        TOLD.replace("Ён ударыў мяне ў твар", "Той у масцы ударыў мяне ў твар"),
        TOLD.replace("мяне ў твар", "мяне двойчы ў твар"),
        TOLD.replace("Ён ударыў мяне ў твар, потым", "Той ударыў мяне ў твар, затым"),
    ],
    ids=["before", "behind", "near", "beside it, before", "beside it, behind", "on both sides"],
)
def test_a_passage_moves_with_its_words(new: str) -> None:
    assert behind(TOLD, new, WORDS) == (Stands.HERE, [new.index(WORDS)])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Гэта было законна.", "Гэта было незаконна.", "законна"),
        ("Он бил.", "Он бился.", "бил"),
        ("Аб яве.", "Аб'яве.", "Аб"),
        ("Аб яве.", "Аб\u2019яве.", "яве"),
        ("Бачыў мука.", "Бачыў мука\u0301.", "мука"),
    ],
)
def test_a_word_that_grew_is_another_word(old: str, new: str, words: str) -> None:
    assert behind(old, new, words) == (Stands.GONE, [])


def test_words_taken_back_stand_where_they_stood() -> None:
    was, grown = {"u": "Гэта было законна."}, {"u": "Гэта было незаконна."}
    passage = carried(of("законна", was), was, grown)
    assert passage == of("законна", was), "it keeps its old words"
    assert anchor(carried(passage, grown, was), was).stands is Stands.HERE


def test_the_same_words_elsewhere_are_offered_and_not_taken() -> None:
    old = "Ён ударыў мяне. Потым пайшоў. Увечары зноў: ён ударыў мяне."
    assert behind(old, old[15:], "ударыў мяне") == (Stands.TO_CONFIRM, [old.rindex("ударыў") - 15])


def test_which_of_two_was_taken_out_nobody_can_tell() -> None:
    twice = "Біў. Біў."
    assert behind(twice, "Біў.", "Біў") == (Stands.TO_CONFIRM, [0])
    assert behind("Біў.", twice, "Біў") == (Stands.TO_CONFIRM, [0, 5])


def test_a_copy_put_into_the_words_themselves_is_not_taken_for_them() -> None:
    at = TOLD.index(WORDS)
    torn = TOLD[: at + 3] + TOLD[3 : at + 30] + TOLD[at + 3 :]
    assert behind(TOLD, torn, WORDS) == (Stands.TO_CONFIRM, [torn.index(WORDS)])


def test_words_typed_anew_with_nothing_beside_them_as_it_was_are_to_be_confirmed() -> None:
    assert behind("Ён біў мяне.", "Хто біў бацьку?", "біў") == (Stands.TO_CONFIRM, [4])


def test_of_two_that_were_worked_on_the_one_left_is_not_taken() -> None:
    old = "Раніцай, потым ён ударыў мяне кулаком. Тут, потым ён ударыў мяне нагой."
    new = "Тады, потым ён ударыў мяне нагой і сышоў."
    assert behind(old, new, WORDS) == (Stands.TO_CONFIRM, [new.index(WORDS)])


def test_words_in_another_turn_are_to_be_confirmed() -> None:
    was = {"u": TOLD, "v": "Так."}
    now = {"u": TOLD[:20], "new": TOLD[20:], "v": "Так."}
    found = anchor(carried(of(WORDS, was), was, now), now)
    at = now["new"].index(WORDS)
    assert found.stands is Stands.TO_CONFIRM
    assert found.spots == (Spot("new", at, at + len(WORDS)),)
    confirmed = mark(of(WORDS, was), now, found.spots[0])
    assert anchor(confirmed, now).stands is Stands.HERE


def test_gone_words_are_kept() -> None:
    was, now = {"u": TOLD}, {"u": TOLD.replace(WORDS, "")}
    passage = carried(of(WORDS, was), was, now)
    assert anchor(passage, now).stands is Stands.GONE
    assert passage.quote == WORDS


def test_without_the_text_before_it_only_all_that_stood_beside_counts() -> None:
    told = "Добры вечар. " + TOLD
    passage = of(WORDS, {"u": told})
    far, near = {"u": "Так. " + told}, {"u": told.replace("Ён", "Той")}
    assert anchor(passage, far).stands is Stands.HERE
    assert anchor(passage, near).stands is Stands.TO_CONFIRM
    assert anchor(passage, {"u": told + " " + told}).spots[0].start == passage.start
    middle = of("Больш", {"u": told * 2})
    assert anchor(middle, {"u": "Так. " + told * 3}).stands is Stands.TO_CONFIRM


def test_what_is_sealed_never_moves() -> None:
    texts, other = {"u": TOLD}, {"u": "Ох. " + TOLD}
    firm = sealed(of(WORDS, texts), texts, VERSION)
    assert carried(firm, texts, other) == firm
    assert anchor(firm, texts).stands is Stands.HERE
    assert anchor(firm, other).stands is Stands.GONE, "no place is looked for"
    with pytest.raises(ValueError, match="sealed"):
        mark(firm, other, Spot("u", 0, 3))
    with pytest.raises(ValueError, match="sealed already"):
        sealed(firm, texts, VERSION)


def test_a_passage_without_a_certain_place_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="no certain place"):
        sealed(of(WORDS, {"u": TOLD}), {"u": TOLD.replace("Ён", "Той")}, VERSION)


@pytest.mark.parametrize(
    ("newer", "expected"),
    [
        ({"u": TOLD + " Дадам: было цёмна."}, Since.SAME),
        ({"u": TOLD.replace(WORDS, "штурхнуў мяне")}, Since.CHANGED),
        ({"u": "Нічога.", "w": TOLD}, Since.CHANGED),
        ({"u": TOLD.replace(WORDS, "")}, Since.GONE),
        ({"v": "Так."}, Since.GONE),
    ],
    ids=["same", "others", "elsewhere", "taken out", "turn taken out"],
)
def test_what_a_newer_version_made_of_the_words(newer: Texts, expected: Since) -> None:
    texts = {"u": TOLD}
    assert since(sealed(of(WORDS, texts), texts, VERSION), texts, newer) is expected


def test_a_letter_typed_in_two_signs_counts_as_one() -> None:
    apart = Utterance("u", text="Мои\u0306 брат")
    texts = texts_of([apart])
    passage = of("брат", texts)
    assert passage.start == 4
    assert anchor(passage, texts_of([replace(apart, text="Мой брат")])).stands is Stands.HERE


def test_there_are_no_words_outside_of_a_text_and_none_in_blanks() -> None:
    passage = of(WORDS, {"u": TOLD})
    for spot in (Spot("u", 0, 0), Spot("u", 0, 999), Spot("u", -1, 3), Spot("x", 0, 1)):
        with pytest.raises(ValueError, match="no words"):
            mark(passage, {"u": TOLD}, spot)
    with pytest.raises(ValueError, match="words are none"):
        mark(passage, {"u": "a  b"}, Spot("u", 1, 3))
