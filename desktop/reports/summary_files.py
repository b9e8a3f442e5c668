"""Attached photos and files: a working copy, the caption, and the hash of the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.formats import format_size
from desktop.i18n import Translator
from desktop.messages.acquired import WITHOUT_WORDS, told
from desktop.messages.media_kind import kind_told
from desktop.model.attached import Held
from desktop.model.values import camera_time
from desktop.reports.document import section
from desktop.reports.fonts import SANS
from desktop.reports.setting import grouped, paragraph, paragraphs, together
from desktop.reports.styles import MEASURE, MM, NUMBERS
from desktop.reports.summary_input import AttachedFile
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_PICTURE = 54 * MM
"""The longer side, ``desktop.media.decoding.decoder.PAPER`` at 300 dots to the inch."""
_GAP = 6 * MM
_BESIDE = 600
"""Characters of a caption that still stands beside its picture; a longer one goes below."""


def files(attached: tuple[AttachedFile, ...], translator: Translator) -> list[Flowable]:
    """One entry a file, in the interview's order; nothing where none is attached."""
    if not attached:
        return []
    _ = translator.gettext
    note = _(
        "The pictures here are small copies. Each original is stored unchanged, byte for "
        "byte; its SHA-256 proves it."
    )
    story = [section(_("Photos and files")), paragraph(note, "introduction")]
    for number, file in enumerate(attached, start=1):
        story += _entry(file, number, translator)
    return story


def _entry(file: AttachedFile, number: int, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Table

    from desktop.reports.pictures import photo

    name = file.media.original_name if file.media else ""
    long = len(file.caption) + len(name) > _BESIDE
    beside = _details(file, translator)
    if not long:
        beside = [*paragraphs(file.caption, "caption"), *beside]
    picture = photo(file.picture, _PICTURE) if file.picture else None
    left = NUMBERS + (_PICTURE + _GAP if picture else 0)
    shown = [[paragraph(str(number), "detail")], [picture] if picture else [], beside]
    widths = [NUMBERS, left - NUMBERS, MEASURE - left]
    table = Table([shown], widths, style=_look(), splitInRow=1)
    below = paragraphs(file.caption, "answer") if long else []
    table.spaceBefore = 8
    return [*together([table]), *below]


def _details(file: AttachedFile, translator: Translator) -> list[Flowable]:
    _, media = translator.gettext, file.media
    seal = [_("The seal does not name the checksum of this file.")] if file.bytes_open else []
    if media is None:
        return [paragraph(line, "detail") for line in (*_missing(file, translator), *seal)]
    facts = [format_size(media.size, translator), kind_told(media.media_type, translator)]
    if media.width:
        facts.append(f"{media.width} × {media.height}")
    lines = [media.original_name[:300], " · ".join(facts)]
    if media.captured_at:
        time = camera_time.shown(media.captured_at)
        lines.append(_("Date taken (camera clock): {time}").format(time=time))
    if media.problem:
        lines.append(vocabulary("media_problem").label(media.problem, translator.language))
    if file.unread:
        lines.append(_("This file could not be read when this was printed."))
    lines += _acquired(file, translator)
    lines += _hash(media.sha256)
    return [paragraph(line, "detail") for line in (*lines, *seal) if line]


def _acquired(file: AttachedFile, translator: Translator) -> list[str]:
    """How it came: without words where the person is not named, as they name people."""
    return [
        f"{label}: {value}"
        for each in file.acquired
        for field, label, value in told(each, translator)
        if file.in_words or field in WITHOUT_WORDS
    ]


def _missing(file: AttachedFile, translator: Translator) -> list[str]:
    """What is said in place of a file that is not here, or of another that is."""
    _ = translator.gettext
    another = _("Another file arrived in its place and is not shown.")
    away = _("This file is not in this vault.")
    named = _hash(file.named) if file.named else []
    return [another if file.held is Held.ANOTHER else away, *named]


def _hash(sha256: str) -> list[str]:
    first, second = grouped(sha256)
    return [f"SHA-256 {first}", second]


def _look() -> list[tuple[object, ...]]:
    return [
        ("FONTNAME", (0, 0), (-1, -1), SANS),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
