"""Somebody at the terminal, whose typing is not shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str | Callable[[str], str]) -> list[str]:
    """Answer the terminal's questions in this order; the questions, as they come."""
    left, asked = list(answers), []

    def answer(question: str, _stream: object) -> str:
        asked.append(question)
        given = left.pop(0)
        return given(question) if callable(given) else given

    monkeypatch.setattr("getpass.getpass", answer)
    return asked
