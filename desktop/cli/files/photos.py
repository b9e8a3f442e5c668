"""``skryniactl photos``: add photos and files, list them, get an original out again, remove one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.files.acquired import ACQUIRED, add_options, said_by, tell_unsaid, unsaid
from desktop.cli.files.alike import ALIKE
from desktop.cli.files.beside import BESIDE
from desktop.cli.files.listed import LIST
from desktop.cli.files.photos_checked import CERTIFICATE, CHECK, CUSTODY, media_id_of
from desktop.cli.files.redact import REDACT
from desktop.cli.files.share import SHARE
from desktop.cli.files.shown import SHOW
from desktop.cli.files.target_folder import add_folder, add_why
from desktop.cli.interrupt import Interruptible
from desktop.cli.reasons import reason_of
from desktop.cli.session import find_interview, opened
from desktop.errors import Cancelled
from desktop.i18n import N_, _, ngettext
from desktop.model.media import MEDIA_KIND
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.media.adding.clear_source import Cleared
    from desktop.media.adding.ingest import IngestReport
    from desktop.media.decoding.pictures import PictureMaker
    from desktop.vault import Vault


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        type=Path,
        help=_("Files, or folders with everything in them."),
    )
    parser.add_argument(
        "--interview", metavar=_("INTERVIEW"), help=_("Attach them to this interview.")
    )
    parser.add_argument(
        "--source", default="", metavar=_("TEXT"), help=_("Where they come from, in your words.")
    )
    add_options(parser)
    parser.add_argument(
        "--delete-source",
        action="store_true",
        help=_(
            "Then delete the files that the vault gives back whole from where they came; on Linux "
            "only. Asks first."
        ),
    )
    removing.add_yes(parser)
    parser.add_argument(
        "--unsearched",
        action="store_true",
        help=_(
            "Add the files that you name even where what is packed in them cannot be searched for "
            "vaults and keys. Of folders nothing is added in this way."
        ),
    )


def add(arguments: argparse.Namespace, console: Console) -> int:
    """Keep originals as they came. Exit code 1 where a file was not taken, but for trash."""
    from desktop.media.adding.ingest import add_files, looked_at
    from desktop.media.decoding.pictures import PictureMaker

    with (
        opened(arguments) as vault,
        Interruptible(console.progress) as progress,
        PictureMaker() as pictures,
    ):
        interview = find_interview(vault, arguments.interview) if arguments.interview else None
        report = add_files(
            vault,
            arguments.files,
            interview.id if interview else None,
            progress,
            arguments.source,
            pictures,
            arguments.files if arguments.unsearched else (),
            said_by(arguments),
        )
        _make_pictures(vault, pictures, progress, console)
        report = looked_at(vault, report, progress)
        there = (file.media_id for file in report.already_there)
        left_unsaid = unsaid(vault, there, said_by(arguments))
        if not arguments.json:
            print_ingest(report, console)
            tell_unsaid(left_unsaid, arguments, console)
        cleared = _clear(vault, report, arguments, console, progress)
    if arguments.json:
        went = not report.refused and not (cleared and cleared.stopped)
        told = {"report": report, "unsaid": left_unsaid, "cleared": _said(cleared)}
        console.json({"ok": went, **told})
    return 1 if report.refused or (cleared and (cleared.left or cleared.stopped)) else 0


def _clear(
    vault: Vault,
    report: IngestReport,
    arguments: argparse.Namespace,
    console: Console,
    progress: Progress,
) -> Cleared | None:
    """Delete what came in from where it came; None where that was not asked for, or declined."""
    from desktop.media.adding.clear_source import Cleared, clear_source, on_media
    from desktop.messages import clearing

    if not arguments.delete_source:
        return None
    files = on_media(report)
    if not files:
        if not arguments.json:
            console.line(clearing.deleted(Cleared(0, ())))
        return Cleared(0, ())
    if not arguments.yes:
        for said in (clearing.about_flash(), clearing.what_goes()):
            console.note(said)
        stays = _("The files are in the vault. Nothing was deleted.")
        if not removing.agreed(clearing.question(len(files)), console, stays):
            console.note(stays)
            return None
    cleared = clear_source(vault, files, progress)
    if not arguments.json:
        _tell_cleared(cleared, console)
    return cleared


def _tell_cleared(cleared: Cleared, console: Console) -> None:
    """Say what went and what stays; what stopped it comes last."""
    from desktop.messages import clearing

    console.line(clearing.deleted(cleared))
    console.note(clearing.about_flash())
    for line in clearing.left_there(cleared):
        console.line(_("  not deleted: {reason}").format(reason=line))
    for line in clearing.stays(cleared):
        console.line(_("  still there: {reason}").format(reason=line))
    if cleared.gone:
        console.note(clearing.where_now())
    if cleared.stopped:
        console.note(clearing.stopped())
        raise cleared.stopped


def _said(cleared: Cleared | None) -> dict[str, object] | None:
    """For ``--json``: what stopped it by the name of its class."""
    if cleared is None:
        return None
    return {
        "deleted": cleared.deleted,
        "left": cleared.left,
        "stays": cleared.stays,
        "gone": cleared.gone,
        "stopped": type(cleared.stopped).__name__ if cleared.stopped else "",
    }


def _make_pictures(
    vault: Vault, pictures: PictureMaker, progress: Progress, console: Console
) -> None:
    """What still waits for its picture; who stops it here loses no original."""
    from desktop.media.decoding.outcome import no_decoder, open_to_computer

    if not vault.pictures.waiting():
        return
    console.note(_("The originals are safe. Their small pictures are being created."))
    try:
        if not pictures.make(vault, progress=progress):
            console.note(no_decoder())
        if pictures.open_to_computer:
            console.note(open_to_computer())
    except Cancelled:
        console.note(
            _("Every original is kept. Pictures that are still missing will be created next time.")
        )
        raise


def print_ingest(report: IngestReport, console: Console) -> None:
    """What became of every file that did not simply go in."""
    from desktop.messages.beside import paired
    from desktop.messages.lookalikes import alike_after_adding
    from desktop.vocabulary import vocabulary

    problems, failures = vocabulary("media_problem"), vocabulary("file_failure")
    count = len(report.added)
    console.line(ngettext("{count} file added", "{count} files added", count).format(count=count))
    if report.paired:
        console.line(f"  {paired(report.paired)}")
    for file in report.already_there:
        console.line(_("  already there: {name}").format(name=file.name))
    for file in report.shown_problems:
        reason = problems.label(file.problem)
        console.line(
            _("  kept, but cannot be shown: {name} ({reason})").format(
                name=file.name, reason=reason
            )
        )
    for file in report.incomplete:
        console.line(
            _("  kept, but not all of the picture is there: {name}").format(name=file.name)
        )
    for file in report.metadata_problems:
        console.line(
            _("  kept and shown, but its metadata is damaged: {name} ({groups})").format(
                name=file.name, groups=", ".join(file.damaged_metadata)
            )
        )
    if report.alike:
        console.line(f"  {alike_after_adding(len(report.alike))}")
        console.note(_("To see which: skryniactl photos alike VAULT PHOTO"))
    for failed in report.failed:
        reason = failures.label(failed.reason)
        console.line(_("  not added: {name} ({reason})").format(name=failed.name, reason=reason))


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument("photos", nargs="+", metavar=_("PHOTO"), help=_("Photos by id or SHA-256."))
    add_why(parser)


def export(arguments: argparse.Namespace, console: Console) -> int:
    """Write originals out, byte for byte; nothing is ever overwritten."""
    from desktop.media.exporting.export_together import export_together
    from desktop.messages.beside import stayed

    why = reason_of(arguments)
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        saved: set[str] = set()
        for media_id in (media_id_of(vault, named) for named in arguments.photos):
            if media_id in saved:
                continue
            saved |= {each.id for each in vault.companions.all_of(media_id)}
            written = export_together(vault, media_id, arguments.folder, progress, why)
            for path in (written.path, *written.beside):
                console.line(_("Saved: {path}").format(path=path))
            for line in stayed(written):
                console.note(line)
    console.note(
        _("These files are not encrypted. It is noted in the custody log that they were saved.")
    )
    return 0


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """An original that no interview has: its bytes go, too."""
    with opened(arguments) as vault:
        media_id = media_id_of(vault, arguments.photo)
        return removing.remove(vault, MEDIA_KIND, media_id, arguments, console)


NOUN = Noun(
    "photos",
    N_("Add photos and files, list them, check them, save originals; remove one."),
    (
        Command(
            "add",
            N_("Add photos and files unchanged, byte for byte."),
            add,
            _add_arguments,
            examples=(
                "photos add anna.skrynia DCIM --interview WAW-003",
                "photos add anna.skrynia letter.pdf --source 'from the person'",
                "photos add anna.skrynia DCIM --from-device 'Pixel 7' --handed-over-by Anna --copy",
            ),
            more=N_(
                "Files that cannot be shown are kept and named. A file added twice is "
                "reported and stored once. A vault or a link in a folder, and a file with a "
                "secret key (age, SSH) in it, are left out and named. Exit code 1 if "
                "something other than trash was not added; the rest was."
            ),
            json=True,
        ),
        LIST,
        Command(
            "export",
            N_("Save originals, byte for byte, not encrypted, each with what belongs to it."),
            export,
            _export_arguments,
            examples=("photos export anna.skrynia /media/stick 3f1c…",),
        ),
        ACQUIRED,
        SHOW,
        BESIDE,
        REDACT,
        SHARE,
        ALIKE,
        CHECK,
        CUSTODY,
        CERTIFICATE,
        Command(
            "remove",
            N_("Remove a file added by mistake, which no interview has."),
            remove,
            _remove_arguments,
            examples=("photos remove anna.skrynia 3f1c…",),
            more=removing.MORE,
            json=True,
        ),
    ),
)
