"""How a command is declared, and how the declarations become a translated parser.

Command lines read noun first: ``skryniactl vault check FOLDER``. A noun is a group of
commands; a command stands alone where one verb says it all (``receive``, ``demo``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.cli import argparse_messages
from desktop.cli.console import Console, printable, write_out
from desktop.cli.usage import number, text
from desktop.cli.vaults.unlocking import add_unlocking_options
from desktop.i18n import LANGUAGES, _

Run = Callable[[argparse.Namespace, Console], int]


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """Which part of a long list is shown."""
    parser.add_argument(
        "--limit", type=number, default=100, metavar="N", help=_("At most N (default 100).")
    )
    parser.add_argument(
        "--offset", type=number, default=0, metavar="N", help=_("Leave out the first N.")
    )


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """A command that takes nothing but its vault."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. ``help`` and ``more`` are message ids, translated when shown.

    ``vault``: the first argument is the vault's folder, which is unlocked.
    ``json``: it lists or verifies, so it can answer in JSON. ``examples`` are command
    lines without the program's name.
    """

    name: str
    help: str
    run: Run
    arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    examples: tuple[str, ...] = ()
    more: str = ""
    vault: bool = True
    json: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A group of commands about one kind of thing."""

    name: str
    help: str
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A noun, or a command that stands alone, as the help of the program names it.

    ``module``: below ``desktop.cli``, holds it as ``NOUN`` or ``COMMAND``, called the same.
    """

    name: str
    help: str
    module: str

    def load(self) -> Noun | Command:
        """What it is in full; imports what its commands need to be declared."""
        there = vars(import_module(f"desktop.cli.{self.module}"))
        part: Noun | Command = there["NOUN" if "NOUN" in there else "COMMAND"]
        return part


class Parser(argparse.ArgumentParser):
    """An argument parser whose every word is translated; no abbreviated options.

    ``fill`` adds what it takes when a line comes to it: there are ten times as many commands
    as a line goes through, and making all took longer than many a command.
    """

    def __init__(self, fill: Callable[[Parser], None], **options: Any) -> None:
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse_messages.HelpFormatter,
            **options,
        )
        self.register("type", None, text)
        self._positionals.title = _("Arguments")
        self._optionals.title = _("Options")
        self._fill: Callable[[Parser], None] | None = fill

    def _fill_once(self) -> None:
        if self._fill is None:
            return
        fill, self._fill = self._fill, None
        self.add_argument("-h", "--help", action="help", help=_("Show this help and exit."))
        self.add_argument(
            "--lang",
            choices=tuple(LANGUAGES),
            help=_("Language of messages and help: {codes}.").format(codes=", ".join(LANGUAGES)),
        )
        fill(self)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As always, of a parser that is filled now."""
        self._fill_once()
        return super().parse_known_args(args, namespace)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As always, but what is not known is named without its value.

        Somebody who tries ``--passphrase WORDS`` has shown them to the process list already;
        they need not stand in a log of errors as well.
        """
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            names = [word.partition("=")[0] for word in unknown if word.startswith("-")]
            self.error(_("unrecognized arguments: %s") % " ".join(names or ["…"]))
        return found

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """As always, but a command that is no UTF-8 is refused in the words of any argument."""
        if isinstance(action, argparse._SubParsersAction):
            try:
                text(value)
            except argparse.ArgumentTypeError as error:
                raise argparse.ArgumentError(action, str(error)) from None
        super()._check_value(action, value)

    def _print_message(self, message: str, file: Any = None) -> None:
        """As always, but where no help can be written out, that is said."""
        if file is sys.stdout:
            write_out(file, message)
        else:
            super()._print_message(message, file)

    def error(self, message: str) -> Any:
        """Say what is wrong with the command line and where the help is; exit code 2."""
        hint = _("See: {command} --help").format(command=self.prog)
        self.exit(2, f"{self.format_usage()}{printable(message)}\n{hint}\n")


def build_parser(parts: Sequence[Part | Command], description: str, epilog: str) -> Parser:
    """The parser of all commands, in the language in force."""
    fill = partial(_fill_program, parts=parts)
    return Parser(fill, prog="skryniactl", description=description, epilog=epilog)


def _fill_program(parser: Parser, parts: Sequence[Part | Command]) -> None:
    parser.add_argument(
        "--version",
        action="version",
        version=f"skryniactl {__version__}",
        help=_("Show the version and exit."),
    )
    parser.set_defaults(run=None, parser=parser, json=False)
    subparsers = _subparsers(parser)
    for part in parts:
        if isinstance(part, Command):
            _add_command(subparsers, part)
        else:
            _add_part(subparsers, part)


def _subparsers(parser: argparse.ArgumentParser) -> Any:
    subparsers = parser.add_subparsers(
        title=_("Commands"), metavar=_("COMMAND"), parser_class=Parser, required=False
    )
    # All words of the command go through here first, among them paths, which need be no text.
    subparsers.type = str
    return subparsers


def _add_part(subparsers: Any, part: Part) -> None:
    help_text, fill = _(part.help), partial(_fill_part, part=part)
    subparsers.add_parser(part.name, fill=fill, help=help_text, description=help_text)


def _fill_part(parser: Parser, part: Part) -> None:
    found = part.load()
    if isinstance(found, Noun):
        _fill_noun(parser, found)
    else:
        parser.description, parser.epilog = _description(found), _examples(found.examples)
        _fill_command(parser, found)


def _fill_noun(parser: Parser, noun: Noun) -> None:
    parser.set_defaults(run=None, parser=parser)
    inner = _subparsers(parser)
    for command in noun.commands:
        _add_command(inner, command)


def _add_command(subparsers: Any, command: Command) -> None:
    subparsers.add_parser(
        command.name,
        fill=partial(_fill_command, command=command),
        help=_(command.help),
        description=_description(command),
        epilog=_examples(command.examples),
    )


def _description(command: Command) -> str:
    return "\n\n".join(filter(None, (_(command.help), command.more and _(command.more))))


def _fill_command(parser: Parser, command: Command) -> None:
    parser.set_defaults(run=command.run, parser=parser)
    if command.vault:
        parser.add_argument(
            "vault", metavar=_("VAULT"), type=Path, help=_("The vault: a folder NAME.skrynia.")
        )
        add_unlocking_options(parser)
    command.arguments(parser)
    if command.json:
        parser.add_argument("--json", action="store_true", help=_("Answer in JSON."))


def _examples(lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return "\n".join([_("Examples:"), *(f"  skryniactl {line}" for line in lines)])
