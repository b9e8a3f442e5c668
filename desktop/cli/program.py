"""Parse a command line, run it, and turn what went wrong into a sentence and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from desktop.bugreport import bug_report, harden_process
from desktop.cli import argparse_messages
from desktop.cli.console import Console, OutputFailed
from desktop.cli.declare import Parser, build_parser
from desktop.cli.interrupt import termination_unwinds
from desktop.cli.usage import UsageError
from desktop.errors import Cancelled, DamagedVault, NamesUndecided, SkryniaError, StorageError
from desktop.i18n import LANGUAGES, _, set_language, system_language

DONE = 0
REFUSED = 1
USAGE = 2
BUG = 70
STOPPED = 130


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    harden_process()
    line = list(sys.argv[1:] if argv is None else argv)
    set_language(_language(line))
    argparse_messages.speak()
    console = Console()
    if sys.stdout is None:
        console.note(_("Standard output is closed, so that no result could be shown."))
        return USAGE
    try:
        code = _carried_out(line, console)
        console.flush()
    except OutputFailed as failed:
        return _unheard(failed, console)
    return code


def _carried_out(line: list[str], console: Console) -> int:
    try:
        arguments = _parser().parse_args(line)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else DONE
    if arguments.run is None:
        arguments.parser.print_help(sys.stderr)
        return USAGE
    with termination_unwinds():
        return _guarded(arguments, console)


def _parser() -> Parser:
    from desktop.cli.nouns import PARTS, description, exit_codes

    return build_parser(PARTS, description(), exit_codes())


def _language(line: Sequence[str]) -> str:
    """``--lang`` before anything is parsed, because the help itself is translated."""
    for number, word in enumerate(line):
        following = line[number + 1] if number + 1 < len(line) else ""
        wanted = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and wanted in LANGUAGES:
            return wanted
    return _usual_language()


def _usual_language() -> str:
    from desktop.settings import load_settings

    try:
        return load_settings().language or system_language()
    except StorageError:  # the settings cannot be read: that is no reason not to work
        return system_language()


def _guarded(arguments: argparse.Namespace, console: Console) -> int:
    """Run the command; what goes wrong becomes words and an exit code, never a traceback."""
    try:
        _refuse_unknown_zone()
        arguments.aside = console.note
        code: int = arguments.run(arguments, console)
        return code
    except OutputFailed:
        raise
    except (KeyboardInterrupt, Cancelled):
        console.note(_("Stopped. What was finished before is kept; unfinished files were removed."))
        return STOPPED
    except UsageError as error:
        console.note(str(error))
        console.note(_("See: {command} --help").format(command=arguments.parser.prog))
        return USAGE
    except SkryniaError as error:
        return _refused(error, arguments, console)
    except Exception as error:  # noqa: BLE001 - the crash hook of this program
        return _bug(error, console)


def _refuse_unknown_zone() -> None:
    from desktop.model.values.moment import is_zone_known

    if not is_zone_known():
        raise UsageError(
            _("The time zone (TZ) is a day or more away from UTC. Set it right, or unset it.")
        )


def _unheard(failed: OutputFailed, console: Console) -> int:
    """The result cannot be read by anybody: its reader went away, or the disk is full."""
    console.note(
        _(
            "The result could not be output ({reason}): the reading program ended, or the "
            "disk is full. What the command did before that is kept."
        ).format(reason=failed.reason)
    )
    return REFUSED


def _refused(error: SkryniaError, arguments: argparse.Namespace, console: Console) -> int:
    from desktop.cli.vaults.vault_rescue import rescue, rescue_hint
    from desktop.messages.errors import explain

    if arguments.json:
        what: dict[str, Any] = {"type": type(error).__name__, "reason": error.reason}
        if isinstance(error, NamesUndecided) and error.interviews:
            what["interviews"] = error.interviews
        console.json({"ok": False, "error": what})
    advice = explain(error)
    for text in (advice.title, advice.what_happened, advice.what_to_do):
        if text:
            console.note(text)
    if advice.technical:
        console.note(_("For whoever helps you: {reason}").format(reason=advice.technical))
    if type(error) is DamagedVault and arguments.run is not rescue:
        console.note(rescue_hint())
    if isinstance(error, NamesUndecided):
        console.note(_("See: {command} --help").format(command="skryniactl names check"))
    return REFUSED


def _bug(error: Exception, console: Console) -> int:
    console.note(
        _(
            "Something went wrong in Skrynia, and it stopped. Nothing that was saved before "
            "is lost. The report below contains none of your records; please pass it on to "
            "whoever maintains the program."
        )
    )
    for line in bug_report(error).splitlines():
        console.note(line)
    return BUG
