"""Where a passphrase comes from: the terminal without echo, a file descriptor, a file.

Never ``argv`` and never the environment: other processes of the same user can read both.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import warnings
from pathlib import Path

from desktop.cli.usage import UsageError, number, text
from desktop.i18n import _
from desktop.messages.passphrase import refused_told
from desktop.passphrases.strength import estimate

LONGEST_BYTES = 4096


def add_passphrase_options(
    parser: argparse.ArgumentParser,
) -> argparse._MutuallyExclusiveGroup:
    """``--passphrase-fd`` and ``--passphrase-file``; without either, the terminal is asked.

    Returns their group, for an option that takes the place of both.
    """
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--passphrase-fd",
        type=number,
        metavar="N",
        help=_("Read the passphrase as one line from the open file descriptor N."),
    )
    one.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("Read the passphrase as the first line of FILE."),
    )
    return one


def add_new_passphrase_options(parser: argparse.ArgumentParser) -> None:
    """The same for a passphrase that takes another one's place."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--new-passphrase-fd",
        type=number,
        metavar="N",
        help=_("Read the new passphrase as one line from the open file descriptor N."),
    )
    one.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("Read the new passphrase as the first line of FILE."),
    )


def read_passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of a vault that exists. ``UsageError`` where none can be had."""
    given = _given(arguments.passphrase_fd, arguments.passphrase_file)
    return given if given is not None else _ask(_("Passphrase: "))


def read_first_passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of a vault that is to be made: long enough, and typed twice."""
    return _chosen(_given(arguments.passphrase_fd, arguments.passphrase_file))


def read_new_passphrase(arguments: argparse.Namespace) -> str:
    """A passphrase that takes another one's place: long enough, and typed twice."""
    return _chosen(_given(arguments.new_passphrase_fd, arguments.new_passphrase_file))


def _chosen(given: str | None) -> str:
    """What was given, or what a person types twice alike; ``UsageError`` when it is too short or
    what everybody tries first."""
    chosen = given if given is not None else _ask(_("New passphrase: "))
    if given is None and _ask(_("Repeat the passphrase: ")) != chosen:
        raise UsageError(_("The two passphrases differ. Nothing was changed."))
    refused = refused_told(estimate(chosen))
    if refused:
        raise UsageError(refused)
    return chosen


def _given(descriptor: int | None, file: Path | None) -> str | None:
    if descriptor is not None:
        return _from_descriptor(descriptor)
    return _from_file(file) if file is not None else None


def _from_descriptor(descriptor: int) -> str:
    """One line, byte by byte, so that what follows it stays for whoever reads next."""
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
            if len(line) > LONGEST_BYTES:
                break
    except OSError as error:
        raise UsageError(
            _("No passphrase can be read from file descriptor {number}.").format(number=descriptor)
        ) from error
    return _text(bytes(line))


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            line = file.readline(LONGEST_BYTES + 1)
    except OSError as error:
        raise UsageError(_("The passphrase file is not there, or cannot be read.")) from error
    return _text(line)


def _text(line: bytes) -> str:
    """The line without its end; a BOM and CR of Windows editors are no part of it."""
    if len(line) > LONGEST_BYTES:
        raise UsageError(_("The passphrase is longer than any passphrase can be."))
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UsageError(_("The passphrase is not UTF-8 text.")) from None
    if not text:
        raise UsageError(_("The passphrase is empty."))
    return text


def _ask(prompt: str) -> str:
    """Ask on the terminal; refuse to ask where the typing would be seen."""
    try:
        _refuse_missing_console()
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return text(getpass.getpass(prompt, sys.stderr))
    except (UnicodeDecodeError, argparse.ArgumentTypeError):
        raise UsageError(_("The passphrase is not UTF-8 text.")) from None
    except (getpass.GetPassWarning, EOFError):
        raise UsageError(
            _(
                "There is no terminal to ask for the passphrase. "
                "Use --passphrase-fd or --passphrase-file."
            )
        ) from None


def _refuse_missing_console() -> None:
    """``EOFError`` on Windows without a console, where ``getpass`` would read on for ever."""
    if sys.platform == "win32":
        try:
            os.close(os.open("CONIN$", os.O_RDWR))
        except OSError:
            raise EOFError from None
