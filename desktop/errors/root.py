"""What the errors have in common that a user can meet."""

from __future__ import annotations


class SkryniaError(Exception):
    """Root of the errors that a user can meet. ``reason`` never holds record content or keys."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason or self.__class__.__name__)
        self.reason = reason


class Cancelled(SkryniaError):
    """The person stopped a long job; whatever was committed so far stays."""
