"""The reason for which something goes further than the consent allows, as an option."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from desktop.model.consent.beyond import Reason


def add_reason(
    parser: argparse.ArgumentParser,
    why: str,
    reasons: Iterable[Reason] = Reason,
    *,
    required: bool = False,
) -> None:
    """``--reason``; ``why`` is its help, in a person's words."""
    choices = [reason.value for reason in reasons]
    parser.add_argument("--reason", choices=choices, required=required, help=why)


def reason_of(arguments: argparse.Namespace) -> Reason | None:
    """The reason that was given."""
    return Reason(arguments.reason) if arguments.reason else None
