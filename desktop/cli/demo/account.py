"""The demo's interviews: planned, agreed to, written, with photos, read back and sealed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.demo import story
from desktop.cli.demo.demo_log import DemoLog
from desktop.cli.demo.paths import DemoPaths, Wish
from desktop.i18n import _, ngettext
from desktop.media.adding.sources import Candidate, DiskFile, FailedFile, candidates
from desktop.media.hashing import hash_file
from desktop.model.consent.reading import read_out
from desktop.model.values.moment import Moment
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.media.adding.ingest import IngestReport
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Taken:
    """``going``: interviews agreed to. ``staying``: the one whose person is to be asked again.

    ``files``: what was added, by path.
    """

    going: tuple[str, ...]
    staying: str
    files: tuple[Path, ...]
    report: IngestReport


def take_accounts(
    vault: Vault, paths: DemoPaths, wish: Wish, demo_log: DemoLog, progress: Progress
) -> Taken:
    """Everything the researcher does until the interviews are sealed."""
    with demo_log.step(_("Interviews planned, consent recorded, accounts written down")) as said:
        going = tuple(_take(vault, number, goes=True) for number in range(wish.interviews))
        staying = _take(vault, wish.interviews, goes=False)
        count = wish.interviews + 1
        said.append(ngettext("{count} interview", "{count} interviews", count).format(count=count))
    found = _photos(paths, wish, demo_log)
    files = tuple(file.path for file in found if isinstance(file, DiskFile))
    report = _add_photos(vault, going, files, demo_log, progress)
    files = _without_left_out(vault, files, len(report.failed))
    unusable = tuple(file for file in found if isinstance(file, FailedFile))
    report = replace(report, failed=unusable + report.failed)
    with demo_log.step(_("Read back and sealed")) as said:
        said.extend(_seal(vault, interview_id) for interview_id in (*going, staying))
    return Taken(going, staying, files, report)


def _without_left_out(vault: Vault, files: tuple[Path, ...], left_out: int) -> tuple[Path, ...]:
    """Those that came in; all of them where more is missing than was named as left out."""
    held = tuple(path for path in files if vault.media.by_hash(hash_file(path).sha256))
    return held if len(files) - len(held) == left_out else files


def _take(vault: Vault, number: int, *, goes: bool) -> str:
    """One interview from its plan to the last word; returns its id."""
    person = vault.people.new(f"P-{number + 1:03}", story.names(number))
    interview = vault.interviews.new(f"DEMO-{number + 1:03}", person.id, "be")
    vault.interviews.save(story.planned(interview))
    vault.interviews.save_safety(story.safety(interview.id))
    said = story.consent(interview.id, goes=goes)
    spoken = vault.consents.to_read_out(said)
    vault.consents.decide(read_out(said, spoken, Moment.now()), None)
    vault.interviews.open_account(interview.id)
    vault.interviews.save_utterances(interview.id, story.account())
    return interview.id


def _photos(paths: DemoPaths, wish: Wish, demo_log: DemoLog) -> list[Candidate]:
    """Everything in the folder given, or in one of pictures drawn for the demo."""
    folder = wish.photos
    if folder is None:
        folder = paths.drawn
        with demo_log.step(_("Pictures drawn")) as said:
            said.append(_draw(folder))
    return candidates([folder])


def _draw(folder: Path) -> str:
    from desktop.sample.making import draw_photos

    folder.mkdir()
    drawn = draw_photos(folder, 6)
    return ngettext("{count} picture", "{count} pictures", len(drawn)).format(count=len(drawn))


def _add_photos(
    vault: Vault,
    interviews: tuple[str, ...],
    files: tuple[Path, ...],
    demo_log: DemoLog,
    progress: Progress,
) -> IngestReport:
    """Spread the files over the interviews, in order."""
    from desktop.media.adding.ingest import IngestReport, looked_at
    from desktop.media.decoding.outcome import no_decoder

    whole = IngestReport()
    with demo_log.step(_("Photos and files added")) as said:
        for number, interview_id in enumerate(interviews):
            part = _add(vault, files[number :: len(interviews)], interview_id, progress)
            whole = IngestReport(
                whole.added + part.added,
                whole.already_there + part.already_there,
                whole.failed + part.failed,
            )
        whole = looked_at(vault, whole)
        said.append(_("{count} added").format(count=len(whole.added)))
        unseen = len(whole.shown_problems) + len(whole.waiting)
        said.append(_("{count} cannot be shown").format(count=unseen))
        damaged = len(whole.metadata_problems)
        said.append(_("{count} with damaged metadata").format(count=damaged))
        if whole.waiting:
            said.append(no_decoder())
    return whole


def _add(
    vault: Vault, files: tuple[Path, ...], interview_id: str, progress: Progress
) -> IngestReport:
    """The originals first, then their pictures."""
    from desktop.media.adding.ingest import add_files
    from desktop.media.decoding.pictures import PictureMaker

    with PictureMaker() as pictures:
        report = add_files(vault, files, interview_id, progress, pictures=pictures)
        pictures.make(vault, progress=progress)
    return report


def _seal(vault: Vault, interview_id: str) -> str:
    interview = vault.interviews.get(interview_id)
    vault.interviews.save(story.read_back(interview))
    vault.interviews.seal(interview_id)
    return interview.code
