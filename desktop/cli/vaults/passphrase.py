"""Where a passphrase comes from: the terminal without echo, a file descriptor, a file.

Never ``argv`` and never the environment: other processes of the same user can read both.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.usage import UsageError, given_file, number, text
from desktop.i18n import _
from desktop.messages.passphrase import refused_told
from desktop.passphrases.strength import estimate

if TYPE_CHECKING:
    from desktop.crypto.secret import WithPassphrase

LONGEST_BYTES = 4096


def add_passphrase_options(
    parser: argparse._ActionsContainer,
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
    """The same for a passphrase that takes another one's place, or is one more; and its second
    part."""
    parser.add_argument(
        "--new-key-file",
        type=given_file,
        metavar=_("FILE"),
        help=_("The key file that belongs to the new passphrase: way new-key-file saves one."),
    )
    parser.add_argument(
        "--new-hardware-key",
        action="store_true",
        help=_("The hardware key that is plugged in belongs to the new passphrase."),
    )
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
    return given if given is not None else ask(_("Passphrase: "))


def read_first_passphrase(arguments: argparse.Namespace) -> str:
    """The passphrase of a vault that is to be made: long enough, and typed twice."""
    return _chosen(_given(arguments.passphrase_fd, arguments.passphrase_file))


def read_new_passphrase(arguments: argparse.Namespace) -> WithPassphrase:
    """A passphrase that takes another one's place, or is one more: long enough, and typed twice;
    with its second part where one was given. ``NotAKeyFile`` and ``HardwareKeyError`` before
    anything is asked."""
    made = second_part(arguments.new_key_file, hardware=arguments.new_hardware_key)
    return made(_chosen(_given(arguments.new_passphrase_fd, arguments.new_passphrase_file)))


def new_passphrase(
    arguments: argparse.Namespace,
) -> WithPassphrase | Callable[[], WithPassphrase]:
    """The same; where it is to be typed, what asks for it, once that can be of use."""
    given = arguments.new_passphrase_fd is not None or arguments.new_passphrase_file is not None
    return read_new_passphrase(arguments) if given else partial(read_new_passphrase, arguments)


def second_part(key_file: Path | None, *, hardware: bool) -> Callable[[str], WithPassphrase]:
    """What makes a secret of a passphrase: with the key file, with the hardware key that is plugged
    in, or of the passphrase alone. ``UsageError`` for both, ``NotAKeyFile``, ``HardwareKeyError``.
    """
    from desktop.crypto.secret import Passphrase, PassphraseWithFile, PassphraseWithHardware
    from desktop.vault.file.secret_files import load_key_file

    if key_file is not None and hardware:
        raise UsageError(_("A passphrase has a key file or a hardware key, not both."))
    if hardware:
        from desktop.system.hardware_key import plugged_in

        device = plugged_in()
        return lambda text: PassphraseWithHardware(text, device)
    if key_file is None:
        return Passphrase
    file = load_key_file(key_file)
    return lambda text: PassphraseWithFile(text, file)


def _chosen(given: str | None) -> str:
    """What was given, or what a person types twice alike; ``UsageError`` when it is too short or
    what everybody tries first."""
    chosen = given if given is not None else ask(_("New passphrase: "))
    if given is None and ask(_("Repeat the passphrase: ")) != chosen:
        raise UsageError(_("The two passphrases differ. Nothing was changed."))
    refused = refused_told(estimate(chosen))
    if refused:
        raise UsageError(refused)
    return chosen


def _given(descriptor: int | None, file: Path | None) -> str | None:
    if descriptor is not None:
        return _text(line_from(descriptor))
    return _text(start_of(file).partition(b"\n")[0]) if file is not None else None


def line_from(descriptor: int) -> bytes:
    """One line, byte by byte, so that what follows it stays for whoever reads next; at most a byte
    more than ``LONGEST_BYTES``. ``UsageError`` where nothing can be read."""
    line = bytearray()
    try:
        while (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += byte
            if len(line) > LONGEST_BYTES:
                break
    except OSError as error:
        raise UsageError(
            _("Nothing can be read from file descriptor {number}.").format(number=descriptor)
        ) from error
    return bytes(line)


def start_of(path: Path) -> bytes:
    """What a small file holds, at most a byte more than ``LONGEST_BYTES``; ``UsageError``, which
    does not name it, where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_BYTES + 1)
    except OSError as error:
        raise UsageError(_("The file is not there, or cannot be read.")) from error


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


def ask(prompt: str) -> str:
    """Ask on the terminal; ``UsageError`` where there is none, or the typing would be seen."""
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
                "Use an option that ends in -fd or -file."
            )
        ) from None


def _refuse_missing_console() -> None:
    """``EOFError`` on Windows without a console, where ``getpass`` would read on for ever."""
    if sys.platform == "win32":
        try:
            os.close(os.open("CONIN$", os.O_RDWR))
        except OSError:
            raise EOFError from None
