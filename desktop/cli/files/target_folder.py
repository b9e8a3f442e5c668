"""Saving originals into a folder: what every command that does so asks."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.reasons import add_reason
from desktop.i18n import _


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument(
        "folder",
        metavar=_("FOLDER"),
        type=Path,
        help=_("Where to save the originals: a folder that is there."),
    )


def add_why(parser: argparse.ArgumentParser) -> None:
    """Why, where consent keeps an original back."""
    add_reason(
        parser,
        _(
            "Why an original is saved that the consent does not allow to be shown; noted in "
            "the log."
        ),
    )
