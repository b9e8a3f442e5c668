"""When an earlier text of an account is kept, and what of it is marked as gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.earlier_account import EarlierAccount, compared, is_due
from desktop.model.interview import Utterance
from desktop.model.values.moment import Moment

AT_TEN = Moment("2026-05-01T10:00:00.000Z", 180)
HALF_PAST = Moment("2026-05-01T10:30:00.000Z", 180)
AT_ELEVEN = Moment("2026-05-01T11:00:00.000Z", 0)


def account(*texts: str) -> tuple[Utterance, ...]:
    return tuple(Utterance(f"u{number}", text=text) for number, text in enumerate(texts))


def test_it_is_kept_once_an_hour_and_before_much_is_lost() -> None:
    before, after = account("one two"), account("one two three")
    assert is_due(None, AT_TEN, before, after)
    assert not is_due(AT_TEN, HALF_PAST, before, after)
    assert is_due(AT_TEN, AT_ELEVEN, before, after)
    assert is_due(AT_ELEVEN, AT_TEN, before, after), "a clock that was put back"
    assert not is_due(None, AT_TEN, (), after)
    assert not is_due(None, AT_TEN, before, before)
    assert is_due(AT_TEN, HALF_PAST, account("x" * 300), ())
    assert not is_due(AT_TEN, HALF_PAST, account("x" * 300), account("x" * 290))
    assert not is_due(AT_TEN, HALF_PAST, account("x" * 9_000), account("x" * 8_700))


def test_what_stands_no_more_is_marked_word_by_word() -> None:
    earlier = account("They came at five.", "Nobody else.", "He knows.")
    now = account("They came at six.", "He knows.")
    first, second, third = compared(earlier, now)
    assert [piece.text for piece in first if piece.gone] == ["five."]
    assert [(piece.text, piece.gone) for piece in third] == [("He knows.", False)]
    assert all(piece.gone for piece in second if piece.text.strip())
    assert EarlierAccount(AT_TEN, "Ян", earlier).words == 8


@given(*[st.lists(st.text("ab \n", max_size=8), max_size=5).map(lambda t: account(*t))] * 2)
def test_marked_or_not_the_words_are_those_of_the_draft(
    earlier: tuple[Utterance, ...], now: tuple[Utterance, ...]
) -> None:
    pieces = compared(earlier, now)
    assert ["".join(piece.text for piece in each) for each in pieces] == [u.text for u in earlier]
    if earlier == now:
        assert not any(piece.gone for each in pieces for piece in each)
