"""How a command unlocks the vault: by a passphrase, or in one of the other ways.

Nothing secret stands in ``argv`` or in the environment: it is typed without echo, or read from a
file descriptor or a file.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.usage import UsageError, given_file, number
from desktop.cli.vaults.passphrase import (
    add_passphrase_options,
    line_from,
    read_passphrase,
    second_part,
    start_of,
)
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret, SheetCode


def add_unlocking_options(
    parser: argparse.ArgumentParser,
) -> argparse._MutuallyExclusiveGroup:
    """One of several ways; without any, a passphrase is asked for on the terminal.

    Returns their group, for an option that takes the place of all.
    """
    ways = parser.add_argument_group(_("How the vault is unlocked"))
    one = add_passphrase_options(ways)
    one.add_argument(
        "--recovery-code",
        action="store_true",
        help=_("Type the code of the recovery sheet instead of the passphrase."),
    )
    one.add_argument(
        "--recovery-code-fd",
        type=number,
        metavar="N",
        help=_("Read the code as one line from the open file descriptor N."),
    )
    one.add_argument(
        "--recovery-code-file",
        type=Path,
        metavar=_("FILE"),
        help=_("Read the code from FILE, typed or scanned."),
    )
    one.add_argument(
        "--shares",
        action="store_true",
        help=_("Type recovery shares, one after the other, instead of the passphrase."),
    )
    one.add_argument(
        "--shares-file",
        type=Path,
        action="append",
        metavar=_("FILE"),
        help=_("Read a recovery share from FILE; again for each other share."),
    )
    one.add_argument(
        "--only-key-file",
        type=given_file,
        metavar=_("FILE"),
        help=_("The key file that opens an organisation's vault alone, without a person."),
    )
    ways.add_argument(
        "--key-file",
        type=given_file,
        metavar=_("FILE"),
        help=_("The key file that belongs to the passphrase."),
    )
    ways.add_argument(
        "--hardware-key",
        action="store_true",
        help=_("A hardware key (FIDO2) belongs to the passphrase; touch it when it blinks."),
    )
    return one


def add_damaged(parser: argparse.ArgumentParser) -> None:
    """For what backs up a vault."""
    parser.add_argument(
        "--damaged",
        action="store_true",
        help=_("Back the vault up as it is where a check finds damage in it."),
    )


def add_escrow_option(parser: argparse.ArgumentParser) -> None:
    """For a vault whose key was left with the owner of another one, which is unlocked instead."""
    parser.add_argument(
        "--escrow",
        type=Path,
        metavar=_("VAULT"),
        help=_("Your own vault, if the key was left with you: it is the one that is unlocked."),
    )


def read_secret(arguments: argparse.Namespace) -> Secret | str:
    """What opens a vault, as it was given or is typed now.

    ``UsageError`` where it cannot be had, ``MistypedCode``, ``MistypedShare``, ``TooFewShares``,
    ``NotAKeyFile``, ``StorageError``.
    """
    second = arguments.key_file is not None or arguments.hardware_key
    other = _other_than_passphrase(arguments)
    if other is not None:
        if second:
            raise UsageError(_("A key file or a hardware key goes with a passphrase."))
        return other
    with_second = second_part(arguments.key_file, hardware=arguments.hardware_key)
    return with_second(read_passphrase(arguments)) if second else read_passphrase(arguments)


def by_passphrase(arguments: argparse.Namespace) -> bool:
    """Whether a passphrase is to unlock it, with a second part or without."""
    others = (
        "recovery_code", "recovery_code_file", "shares", "shares_file", "only_key_file"
    )  # fmt: skip
    given = any(getattr(arguments, each) for each in others)
    return not given and arguments.recovery_code_fd is None


def _other_than_passphrase(arguments: argparse.Namespace) -> Secret | None:
    from desktop.cli.typed import ask_code, ask_shares
    from desktop.crypto.secret import Shares
    from desktop.vault.file.secret_files import load_key_file

    if arguments.recovery_code:
        return ask_code()
    if arguments.recovery_code_fd is not None:
        return _code(line_from(arguments.recovery_code_fd))
    if arguments.recovery_code_file is not None:
        return _code(start_of(arguments.recovery_code_file))
    if arguments.shares:
        return ask_shares()
    if arguments.shares_file:
        return Shares(_shares_in(arguments.shares_file))
    if arguments.only_key_file:
        return load_key_file(arguments.only_key_file)
    return None


def _code(line: bytes) -> SheetCode:
    from desktop.crypto.sheet_code import decode_code

    return decode_code(_as_text(line))


def _shares_in(files: list[Path]) -> tuple[str, ...]:
    from desktop.crypto.shares import together

    return together(_as_text(start_of(file)) for file in files)


def _as_text(data: bytes) -> str:
    """What is no UTF-8 is a typing mistake like any other."""
    return data.decode("utf-8-sig", "replace")
