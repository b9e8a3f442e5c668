"""One answer for all uses on how a person is shown, and what differs from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from desktop.model.consent import Answer, ConsentAnswer, Identification, Purpose, RecipientKind
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.consent.shown_alike import (
    WAYS,
    Shown,
    all_shown,
    as_for_all,
    offered,
    said,
    shown_as,
    shown_in_all,
    ways_unasked,
)
from desktop.vocabulary.consent_matrix import complete

MORE: Final = Shown(
    Identification.FULL_NAME, FaceAndVoice.AS_THEY_ARE, Places.REGION, Family.AS_SAID
)
LEAST: Final = Shown(Identification.CODE, FaceAndVoice.NOT_AT_ALL, Places.NOTHING, Family.NOTHING)
OLD: Final = tuple(
    ConsentAnswer(purpose, RecipientKind.ORGANISATION, Answer.YES, Identification.CODE)
    for purpose in (Purpose.KEEP, Purpose.ANALYSE)
)


def _shown(answer: ConsentAnswer) -> Shown:
    return Shown(*(getattr(answer, way) for way in WAYS))


def begun() -> tuple[ConsentAnswer, ...]:
    return complete(())


def test_in_a_new_form_nobody_asked_how_the_person_is_shown() -> None:
    answers = begun()
    assert shown_in_all(answers) == Shown()
    assert {_shown(a) for a in answers} == {Shown()}, "photos and sound too"
    assert {way for a in answers for way in ways_unasked(a)} == set(WAYS)


def test_a_yes_before_anybody_asked_how_lets_nothing_out_and_follows_what_is_asked() -> None:
    yes = said(begun()[0], Answer.YES, Shown())
    assert not yes.lets_out
    [asked] = all_shown([yes], Shown(), MORE)
    assert (_shown(asked), asked.lets_out) == (MORE, True)


def test_a_yes_to_a_use_without_the_name_takes_none_from_what_holds_for_all() -> None:
    nameless = next(a for a in begun() if a.purpose is Purpose.ADVOCATE_WITHOUT_NAME)
    assert said(nameless, Answer.YES, MORE).identification is Identification.CODE


def test_one_answer_for_all_reaches_every_use_but_those_that_show_nobody() -> None:
    answers = all_shown(begun(), Shown(), MORE)
    assert shown_in_all(answers) == MORE
    assert all(as_for_all(a, MORE) for a in answers if a.purpose not in _NOBODY)
    shows_nobody = {a for a in answers if a.purpose in _NOBODY}
    assert shows_nobody == {a for a in begun() if a.purpose in _NOBODY}
    assert not any(map(ways_unasked, shows_nobody))


_NOBODY = {Purpose.PHOTOGRAPH, Purpose.RECORD_SOUND}


def test_what_was_answered_for_one_use_stays_when_all_change() -> None:
    answers = list(begun())
    answers[0] = replace(answers[0], places=Places.COUNTRY)
    after = all_shown(answers, Shown(), MORE)
    assert after[0].places is Places.COUNTRY
    assert after[0].family is MORE.family


def test_a_use_without_the_name_is_offered_none() -> None:
    answers = all_shown(begun(), Shown(), MORE)
    nameless = [a for a in answers if a.purpose is Purpose.ADVOCATE_WITHOUT_NAME]
    assert {a.identification for a in nameless} == {Identification.CODE}
    assert offered(nameless[0], "identification") == (Identification.NOTHING, Identification.CODE)


def test_an_older_answer_that_showed_the_name_keeps_it_until_somebody_changes_it() -> None:
    old = ConsentAnswer(
        Purpose.ADVOCATE_WITHOUT_NAME,
        RecipientKind.ORGANISATION,
        Answer.YES,
        Identification.INITIALS,
    )
    assert Identification.INITIALS in offered(old, "identification")
    assert complete((old,))[3] == old


def test_what_nobody_asked_stands_before_the_least() -> None:
    """Behind the full name an arrow up chose that."""
    for way, kind in WAYS.items():
        found = offered(begun()[0], way)
        assert found[0].value == "not-asked"
        assert [each.value for each in found[1:]] == [k for k in kind if k.value != "not-asked"]


def test_older_answers_stay_as_they_were_while_nobody_touches_them() -> None:
    answers = (*OLD, *begun())
    assert shown_in_all(answers) == replace(Shown(), identification=Identification.CODE)
    assert offered(OLD[0], "places")[0] is Places.NOT_ASKED
    asked = all_shown(answers, Shown(), MORE)
    assert Places.NOT_ASKED not in offered(asked[2], "places")
    assert Identification.NOT_ASKED not in offered(asked[2], "identification")


def test_a_new_yes_to_what_an_older_form_asked_says_how_the_person_is_shown() -> None:
    no = replace(OLD[0], answer=Answer.NO)
    yes = said(no, Answer.YES, MORE)
    assert (yes.places, yes.family, yes.face_and_voice) == (
        MORE.places, MORE.family, MORE.face_and_voice,
    )  # fmt: skip
    assert yes.identification is Identification.CODE
    assert said(OLD[0], Answer.YES, MORE) == OLD[0]
    assert said(OLD[0], Answer.NO, MORE).places is Places.NOT_ASKED


def test_older_answers_follow_what_is_now_asked_for_all() -> None:
    asked = all_shown(OLD, Shown(), replace(Shown(), places=Places.REGION))
    assert {a.places for a in asked} == {Places.REGION}
    assert {a.family for a in asked} == {Family.NOT_ASKED}


def test_the_least_counts_where_as_many_say_one_thing_as_another() -> None:
    answers = [
        shown_as(ConsentAnswer(purpose, RecipientKind.ORGANISATION), shown)
        for purpose, shown in ((Purpose.KEEP, MORE), (Purpose.ANALYSE, LEAST))
    ]
    assert shown_in_all(answers) == LEAST


def test_of_a_cell_that_was_recorded_twice_the_form_shows_the_least() -> None:
    named = replace(OLD[0], identification=Identification.FULL_NAME)
    assert complete((OLD[0], named))[0] == OLD[0]
    assert complete((OLD[0], replace(named, answer=Answer.NO)))[0].answer is Answer.NO
