"""A certificate of one file: what it is, that it is as it came, and every event since.

It is read by a lawyer who has the original and not the vault: the checksums stand in groups that an
eye can follow, with the commands of each system that compute them. It goes where the original goes
and names no account: no code, no caption, no reason that somebody typed, and nobody the file was
sent to. It says what it does not prove, because a page with a heading like this one is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.formats import format_number
from desktop.i18n import Translator, translator_for
from desktop.messages.acquired import WITHOUT_WORDS, told
from desktop.messages.file_custody import how, unlisted_told, what_happened, when
from desktop.messages.fixity import result_told
from desktop.messages.media_kind import kind_told
from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyReport
from desktop.model.organisation import Organisation
from desktop.model.values import camera_time
from desktop.model.values.moment import Moment
from desktop.reading.file_custody import FileCustody, FileEvent
from desktop.reports.document import Properties, section, section_of_rows, set_document
from desktop.reports.setting import grouped, labelled, paragraph, together
from desktop.reports.styles import MEASURE, MM, NUMBERS, ruled
from desktop.reports.summary_front import beyond_notice

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_FOR_COLLEAGUES: Final = ("may_see", "graphic")
_TITLE: Final = 40
"""Characters of a hash in the properties of the file, which show in lists."""
_NAME: Final = 255
"""Characters of a file's name: what every system takes."""
_WHEN: Final = 40 * MM
_WHO: Final = 34 * MM
_COMMANDS: Final = (
    ("Linux", "sha256sum {}", "sha512sum {}"),
    ("macOS", "shasum -a 256 {}", "shasum -a 512 {}"),
    ("Windows", "certutil -hashfile {} SHA256", "certutil -hashfile {} SHA512"),
)


@dataclass(frozen=True, slots=True)
class CertificateInput:
    """``at``: when it was printed, ``by`` whom, as their card calls them. ``log``: the whole
    custody log, verified for this. ``custody``: read after the file was read again."""

    at: Moment
    custody: FileCustody
    log: CustodyReport
    by: str
    fingerprint: str
    beyond: Reason | None = None
    organisation: Organisation = field(default_factory=Organisation)

    @property
    def holds(self) -> bool:
        """Whether the file is as it came, and the log as it was written."""
        return self.custody.checked.is_good and self.log.intact


def certificate_pages(
    record: CertificateInput, language: str, pause: Callable[[], None] = lambda: None
) -> bytes:
    """The PDF, A4, in a language of the program (``ValueError`` for any other).

    The same record and language give the same bytes. ``pause``: as in :func:`set_document`.
    """
    translator = translator_for(language)
    _ = translator.gettext
    start = record.custody.media.sha256[:16]
    properties = Properties(
        title=f"SHA-256 {start}"[:_TITLE],
        language=language,
        made_at=record.at,
        footer=lambda page, pages: " · ".join(
            filter(
                None,
                (
                    f"SHA-256 {start}…",
                    _("page {page} of {pages}").format(page=page, pages=pages),
                    record.organisation.footer,
                ),
            )
        ),
    )
    return set_document(lambda: _story(record, translator), properties, pause)


def _story(record: CertificateInput, translator: Translator) -> Iterator[Flowable]:
    _ = translator.gettext
    yield paragraph(_("Chain of custody"), "overline")
    yield paragraph(_("Certificate of a file"), "title")
    printed = _("Printed by {name} on {moment}").format(
        name=record.by, moment=when(record.at, translator)
    )
    yield paragraph(printed, "subtitle")
    if record.beyond is not None:
        yield beyond_notice(record.beyond, translator)
    yield from _verified(record, translator)
    yield from _file(record, translator)
    yield from _acquired(record.custody, translator)
    yield from _commands(translator)
    yield from together(list(_limits(record, translator)))
    # Behind what fits on the first page: after years there are many.
    yield from section_of_rows(_("What happened to it"))
    yield _table(record.custody.events, translator)
    yield from _elsewhere(record.custody, translator)


def _verified(record: CertificateInput, translator: Translator) -> Iterator[Flowable]:
    _ = translator.gettext
    checked, log = record.custody.checked, record.log
    good = _(
        "Read again on {moment}: every byte is as it came, and both checksums are those taken "
        "when it came."
    ).format(moment=when(checked.at, translator))
    wrong = _("This file is NOT as it came. {what}").format(what=result_told(checked, translator))
    yield paragraph(good if checked.is_good else wrong, "plain" if checked.is_good else "notice")
    intact = _(
        "The custody log of this vault was verified: each of its {count} entries follows from the "
        "one before. The newest is {hash}."
    )
    changed = _(
        "The custody log of this vault was CHANGED: what is listed below cannot be relied on."
    )
    said = intact.format(
        count=format_number(log.rows, translator), hash=" ".join(grouped(log.head.hash))
    )
    yield paragraph(said if log.intact else changed, "plain" if log.intact else "notice")


def _file(record: CertificateInput, translator: Translator) -> Iterator[Flowable]:
    _, media = translator.gettext, record.custody.media
    yield section(_("File"))
    size = _("bytes: {count}").format(count=format_number(media.size, translator))
    yield from labelled(_("Original file name"), _bounded(media.original_name))
    yield from labelled(_("Type and size"), f"{kind_told(media.media_type, translator)} · {size}")
    yield from labelled(_("Added here"), when(media.added_at, translator))
    if media.captured_at:
        taken = camera_time.shown(media.captured_at)
        yield from labelled(_("Date taken (camera clock)"), _bounded(taken))
    half = len(media.sha512) // 2
    yield from _checksum("SHA-256", media.sha256)
    yield from _checksum("SHA-512", media.sha512[:half], media.sha512[half:])


def _acquired(custody: FileCustody, translator: Translator) -> Iterator[Flowable]:
    """How it came, as people said it, without a word to colleagues."""
    _ = translator.gettext
    said = [
        (label, value)
        for each in custody.acquired
        for field, label, value in told(each, translator)
        if field not in _FOR_COLLEAGUES and (custody.in_words or field in WITHOUT_WORDS)
    ]
    if not said:
        return
    yield section(_("How it came"))
    about = _("As people said it to whoever keeps the file; nobody can verify it here.")
    yield paragraph(about, "introduction")
    for label, value in said:
        yield from labelled(label, _bounded(value))


def _bounded(words: str) -> str:
    """What came with the file, no longer than a name of a file: it is not to fill the page."""
    return words if len(words) <= _NAME else f"{words[: _NAME - 1]}…"


def _checksum(name: str, *lines: str) -> Iterator[Flowable]:
    """64 digits a line, in groups that an eye can follow."""
    for number, line in enumerate(lines):
        yield paragraph(" ".join(grouped(line)), "checksum", "" if number else name)


def _commands(translator: Translator) -> Iterator[Flowable]:
    """How anybody with the original compares it: no program of ours is needed."""
    _ = translator.gettext
    yield section(_("To check the original"))
    about = _(
        "Whoever has the original computes its checksum with a command of their own system, and "
        "compares it with the one above; the blanks there are for the eye."
    )
    yield paragraph(about, "introduction")
    either = _("{one}   or   {other}")
    for system, one, other in _COMMANDS:
        file = _("FILE")
        commands = either.format(one=one.format(file), other=other.format(file))
        yield paragraph(commands, "checksum", system)


def _elsewhere(custody: FileCustody, translator: Translator) -> Iterator[Flowable]:
    """What is in others' logs stands apart: only that they sent it so was signed."""
    _ = translator.gettext
    if not custody.elsewhere:
        return
    yield from section_of_rows(_("What others’ logs say of it"))
    about = _("As those logs say; not verified here. The times are by the clocks of those devices.")
    yield paragraph(about, "introduction")
    yield _table(custody.elsewhere, translator)
    if custody.unlisted:
        yield paragraph(unlisted_told(custody.unlisted, translator), "introduction")


def _table(events: tuple[FileEvent, ...], translator: Translator) -> Flowable:
    from reportlab.platypus import Table

    _ = translator.gettext
    head = [_("When (clock of the device)"), _("What"), _("Who")]
    rows = [[paragraph(each, "cell-quiet") for each in head]]
    rows += [_row(each, translator) for each in events]
    widths = [_WHEN, MEASURE - NUMBERS - _WHEN - _WHO, _WHO]
    return Table(rows, widths, style=ruled(), repeatRows=1, hAlign="RIGHT")


def _row(event: FileEvent, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    said = " ".join(
        filter(
            None, (f"{what_happened(event, translator)}.", how(event, translator, to_whom=False))
        )
    )
    entry = _("Entry {number}").format(number=event.row.seq)
    return [
        paragraph(when(event.row.at, translator), "cell"),
        paragraph(said, "cell"),
        paragraph(f"{event.by} · {entry}", "cell"),
    ]


def _limits(record: CertificateInput, translator: Translator) -> Iterator[Flowable]:
    _ = translator.gettext
    yield section(_("What this does not prove"))
    time = _("The time of an event: it is what the clock of the device said.")
    if record.log.intact:
        time += " " + _("The order of the entries of this vault’s log is certain.")
    for said in (
        _(
            "Who made the file, and when or where: a name, a date or a place inside it can be "
            "written by anybody, and the clock of a camera can be wrong."
        ),
        _(
            "What happened before it came here. The checksums show that its bytes have been the "
            "same since, and no more."
        ),
        time,
    ):
        yield paragraph(said, "limit")
    key = _("Key of whoever printed it: {fingerprint}").format(fingerprint=record.fingerprint)
    yield paragraph(key, "colophon")
