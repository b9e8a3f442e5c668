"""What a record rests on, and what therefore has to be agreed before it may leave.

A record that holds somebody's words rests on interviews: its *grounds*. It leaves only where
the consent behind each of them lets it out. What rests on nothing goes nowhere, unless its
kind says that its records are about nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.model.consent import Decision, Identification

Condition = Callable[[Decision], bool]
"""What the gate's answer for each ground must be, for the record to leave."""


def as_account(decision: Decision) -> bool:
    """Whatever holds what the person said."""
    return decision.allowed


def as_name(decision: Decision) -> bool:
    """What says who the person is."""
    return decision.allowed and decision.identification is Identification.FULL_NAME


def as_file(decision: Decision) -> bool:
    """Originals, on which faces and places can be seen."""
    return decision.files
