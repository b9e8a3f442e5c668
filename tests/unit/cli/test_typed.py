"""Recovery codes and shares typed at the terminal, a mistake named at once."""

from __future__ import annotations

import re

import pytest

from desktop.cli.typed import ask_code, ask_shares
from desktop.cli.usage import UsageError
from desktop.crypto.secret import Shares
from desktop.crypto.shares import split
from desktop.crypto.sheet_code import groups_of, new_code
from tests.unit.cli.typing_in import typed


def test_a_code_is_typed_group_by_group_and_a_wrong_one_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = new_code()
    groups = groups_of(code)
    rest = "-".join(groups[3:])
    asked = typed(monkeypatch, groups[0], groups[2], "", groups[1][:4], groups[1], groups[2], rest)
    assert ask_code() == code
    assert [re.findall(r"Group (\d)", each) for each in asked] == [
        [at] for at in ("1", "2", "2", "2", "2", "3", "4")
    ]
    assert ["mistake" in each for each in asked] == [False, False, True, True, True, False, False]


def test_shares_are_typed_until_they_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = split(2, 3), split(2, 3)
    asked = typed(
        monkeypatch, "skrynia", one.words[0], one.words[0], two.words[1], one.words[2].upper()
    )
    assert ask_shares() == Shares((one.words[0], one.words[2]))
    assert "Look again at word 1." in asked[1]
    assert "Words of share 2 of the 2 needed" in asked[2]
    assert "typed already" in asked[3]
    assert "does not belong with the others" in asked[4]


def test_without_a_terminal_no_code_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_question: str, _stream: object) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", closed)
    with pytest.raises(UsageError, match="-fd or -file"):
        ask_code()
