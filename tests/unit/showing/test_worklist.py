"""Going through the places: like words at once, back again, and never past one nobody spoke of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.consent import Identification, RecipientKind
from desktop.model.version import RecordKind
from desktop.showing.decided import Choice
from desktop.showing.form import Form
from desktop.showing.sorts import Sort
from desktop.showing.spots import Spot
from desktop.showing.worklist import Listed, Worklist

FORM = Form(RecipientKind.UN_MECHANISM, Identification.CODE)


def listed(number: int, words: str, sort: Sort = Sort.NAME, interview: str = "i") -> Listed:
    path = f"utterances/{number}/text"
    spot = Spot(
        RecordKind("interview"), interview, path, 0, len(words), words, words, 0, sort,
        f"{number:032x}", instead=f"[{words}]",
    )  # fmt: skip
    return Listed(interview, FORM, "W-1", spot)


def several(*words: str) -> Worklist:
    return Worklist(listed(number, each) for number, each in enumerate(words))


def test_one_key_decides_all_places_with_the_same_words_and_goes_on_to_others() -> None:
    work = several("Яна", "Алесь", "Яна", "Яна")
    assert len(work.others_alike()) == 2
    changed = work.decide(Choice.REPLACE, "N-1")
    assert [each.decided.instead for each in changed if each.decided] == ["N-1"] * 3
    assert work.at == 1
    work.decide(Choice.KEEP, "N-9")
    assert work.here is None
    assert work.spots[1].decided is not None
    assert work.spots[1].decided.instead == "", "what is kept has nothing instead"


def test_this_place_alone_leaves_the_others_to_be_asked_about() -> None:
    work = several("Яна", "Яна")
    work.decide(Choice.KEEP, "", alike=False)
    assert (work.at, work.untouched) == (1, 1)


def test_words_of_another_sort_or_interview_are_not_alike() -> None:
    work = Worklist(
        [listed(0, "Мінск"), listed(1, "Мінск", Sort.PLACE), listed(2, "Мінск", interview="j")]
    )
    assert work.others_alike() == []


def test_what_is_to_be_asked_stays_open_and_is_not_shown_again_by_itself() -> None:
    work = several("Яна", "Алесь")
    work.decide(Choice.ASK, "")
    work.decide(Choice.REPLACE, "N-2")
    assert work.here is None
    assert (work.open_count, work.untouched) == (1, 0)


def test_it_begins_at_what_nobody_decided_and_comes_round_to_what_was_passed_over() -> None:
    first = several("Яна", "Алесь", "Вольга")
    first.go(2)
    first.decide(Choice.KEEP, "")
    assert first.at == 0
    again = Worklist(first.spots)
    again.decide(Choice.KEEP, "")
    assert again.at == 1


def test_what_came_to_nothing_is_put_back_and_begun_again_there() -> None:
    work = several("Яна", "Алесь", "Яна", "Вольга")
    before = [work.spots[0], work.spots[2]]
    work.decide(Choice.REPLACE, "N-1")
    work.decide(Choice.KEEP, "")
    work.put_back(before)
    assert (work.at, work.untouched, work.may_undo) == (0, 3, False)


_ACTS = st.lists(st.sampled_from([*Choice, "undo", "go"]), max_size=30)


@given(st.lists(st.sampled_from(["Яна", "Алесь", "Мінск"]), min_size=1, max_size=9), _ACTS)
def test_undo_gives_back_what_was_there_whatever_was_done(
    words: list[str], acts: list[str]
) -> None:
    work = several(*words)
    seen = [list(work.spots)]
    for number, act in enumerate(acts):
        if act == "undo":
            work.undo()
            seen = seen[:-1] or seen
        elif act == "go":
            work.go(number)
        elif work.here is not None:
            work.decide(Choice(act), "x")
            seen.append(list(work.spots))
        assert work.spots == seen[-1]
        assert work.may_undo == (len(seen) > 1)
