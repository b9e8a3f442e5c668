"""An independent reader of packages, written from docs/package-format.md alone."""

from __future__ import annotations

from .errors import Refused
from .reader import read
from .result import Here, Result, Verdict

__all__ = ["Here", "Refused", "Result", "Verdict", "read"]
