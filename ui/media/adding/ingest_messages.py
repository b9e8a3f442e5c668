"""What became of added files, in sentences: added, already there, kept unseen, not taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from desktop.i18n import _, ngettext
from desktop.messages.lookalikes import alike_after_adding
from desktop.vocabulary import vocabulary
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.adding.ingest import IngestReport

_NAMED = 8
"""So many files are named one by one; the rest is counted."""
_ON_A_BUTTON = 24
"""Letters of a file's name there."""


def tone_of(report: IngestReport) -> Tone:
    """Safe when everything is in and can be seen."""
    unsafe = report.failed or report.shown_problems or report.incomplete
    return Tone.ATTENTION if unsafe else Tone.SAFE


def headline(report: IngestReport) -> str:
    """One sentence on the whole."""
    count = len(report.added)
    if not count and not report.failed:
        return _("Everything was already there. Nothing is stored twice.")
    return ngettext("{count} file added.", "{count} files added.", count).format(count=count)


def details(report: IngestReport) -> str:
    """The rest, a line for each kind of outcome and each file that needs a word."""
    lines = [_waiting(len(report.waiting))] if report.waiting else []
    if report.already_there and report.added:
        lines.append(_already(len(report.already_there)))
    problems = [(file.name, _problem(file.problem)) for file in report.shown_problems]
    if problems:
        lines.append(_("Kept unchanged, but cannot be shown:"))
        lines.extend(_named(problems))
    if report.incomplete:
        lines.append(_("Kept unchanged; not all of the picture is there:"))
        lines.extend(_counted([file.name for file in report.incomplete]))
    damaged = [(file.name, ", ".join(file.damaged_metadata)) for file in report.metadata_problems]
    if damaged:
        lines.append(_("Kept and shown, but the metadata is damaged:"))
        lines.extend(_named(damaged))
    if report.alike:
        lines.append(f"{alike_after_adding(len(report.alike))}.")
    failed = [(file.name, _failure(file.reason.value)) for file in report.failed]
    if failed:
        lines.append(_("Not added; the files themselves were not touched:"))
        lines.extend(_named(failed))
    return "\n".join(lines)


def all_the_same(name: str) -> str:
    """The action that adds one file that could not be searched for vaults and keys."""
    return _("Add anyway: {name}").format(name=_shortened(name))


def _shortened(name: str) -> str:
    """Its beginning and its end, where a button has no room for all; no letter of it turns others
    round or becomes the button's key."""
    plain, half = "".join(filter(str.isprintable, name)), _ON_A_BUTTON // 2
    short = plain if len(plain) <= _ON_A_BUTTON else f"{plain[:half]}…{plain[-half:]}"
    return short.replace("&", "&&")


def _waiting(count: int) -> str:
    return ngettext(
        "It is safe. Its picture is being created; you need not wait.",
        "They are safe. The pictures of {count} are being created; you need not wait.",
        count,
    ).format(count=count)


def _already(count: int) -> str:
    return ngettext(
        "{count} file was already there and is not stored twice.",
        "{count} files were already there and are not stored twice.",
        count,
    ).format(count=count)


def _named(files: Iterable[tuple[str, str]]) -> list[str]:
    return _counted([f"{name}: {why}" for name, why in files])


def _counted(files: Sequence[str]) -> list[str]:
    """The first of them, a line each, and how many more there are."""
    lines = [f"• {file}" for file in files[:_NAMED]]
    rest = len(files) - _NAMED
    if rest > 0:
        lines.append(ngettext("• and {count} more", "• and {count} more", rest).format(count=rest))
    return lines


def _problem(code: str) -> str:
    return vocabulary("media_problem").label(code)


def _failure(code: str) -> str:
    return vocabulary("file_failure").label(code)
