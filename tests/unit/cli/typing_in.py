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

    at_the_terminal(monkeypatch, answer)
    return asked


def at_the_terminal(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str, object], str]) -> None:
    """Let this answer every question; on Windows where there is no console, too."""
    monkeypatch.setattr("getpass.getpass", answer)
    monkeypatch.setattr("desktop.cli.vaults.passphrase._refuse_missing_console", lambda: None)
