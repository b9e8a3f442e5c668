"""The one exception with which a whole file is refused."""

from __future__ import annotations


class Refused(Exception):
    """The whole file is refused (page, Order of checks).

    rule: a short name of the broken rule, in no language. about: where, for people.
    """

    def __init__(self, rule: str, about: str = "") -> None:
        super().__init__(f"{rule}: {about}" if about else rule)
        self.rule = rule
        self.about = about


def require(holds: bool, rule: str, about: str = "") -> None:
    """Refuse the whole by rule unless it holds."""
    if not holds:
        raise Refused(rule, about)
