"""What is known of a file: its size and checksums, what its metadata says, its custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.formats import format_date_time, format_number, format_size
from desktop.i18n import _, ngettext
from desktop.messages.acquired import told as acquired_told
from desktop.messages.attested import attested_told, attested_warning, bundle_told, bundle_warning
from desktop.messages.beside import named
from desktop.messages.document_says import told as document_told
from desktop.messages.document_says import warning as document_warning
from desktop.messages.lookalikes import how
from desktop.messages.media_kind import kind_told
from desktop.messages.picture_says import told, warning
from desktop.messages.redacted import told as redacted_told
from desktop.model.acquisition import Acquisition
from desktop.model.custody import CustodyEvent
from desktop.model.media import Media, MetadataItem
from desktop.reading.attested import attested, proofmode
from desktop.reading.document_says import document_says
from desktop.reading.picture_says import picture_says
from desktop.reading.redacted import NOT_REDACTED, Made, RedactedHere
from desktop.vault.records.companions import NOTHING_BESIDE, Beside
from desktop.vault.records.originals.lookalikes import Lookalike
from desktop.vocabulary import vocabulary
from ui.media.copyable import Copyable, CopyableFacts
from ui.scale import space, with_text
from ui.widgets.buttons import quiet_button
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, holding, row

_WIDTH = 320
_MOST_BESIDE: Final = 8
"""Files that belong to one and stand there with the ways to them, which hold up the window for some
milliseconds each. Of the others each says so itself, and the command line lists them."""


class FactsPanel(QScrollArea):
    """A column of facts beside the picture. Everything in it can be copied. ``change_asked``:
    somebody wants to say where it comes from; ``other_asked``: to see the file of this id, which
    belongs to it; ``apart_asked``: the file of this id belongs to no other; ``join_asked``: to say
    to which other this one belongs; ``compare_asked``: what looks like it is to be
    seen; ``whole``: all of the facts stand there."""

    change_asked = Signal()
    other_asked = Signal(str)
    apart_asked = Signal(str)
    join_asked = Signal(str)
    compare_asked = Signal()
    whole = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(with_text(_WIDTH))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("About this file"))
        self._media_id = ""
        self._parts = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in self._parts:
            part.setSpacing(space(5))
        self._column = holding(column(*self._parts, None, gap=5, margin=4), "linen")
        self.setWidget(self._column)

    def show_facts(
        self,
        media: Media,
        metadata: Iterable[MetadataItem],
        events: Iterable[CustodyEvent],
        waits: bool = False,
        acquired: Iterable[Acquisition] = (),
        beside: Beside = NOTHING_BESIDE,
        alike: Sequence[Lookalike] = (),
        redacted: RedactedHere = NOT_REDACTED,
    ) -> Iterator[None]:
        """Show one file's facts instead, in parts: all at once would hold up the window, and who
        asks lets it answer between. ``waits``: nobody has looked into it yet; ``acquired``: how it
        came, as people said it; ``beside``: which files belong to it; ``alike``:
        which look like it; ``redacted``: what was covered."""
        if media.id != self._media_id:
            self._media_id = media.id
            self.verticalScrollBar().setValue(0)
            for part in self._parts:
                empty(part)
        # Meanwhile it stays as high as it is: where somebody reads on, it is not scrolled back.
        self._column.setMinimumHeight(self._column.height())
        metadata = tuple(metadata)
        sections = (
            self._own(media, tuple(acquired), beside, alike, redacted),
            _said(media, metadata),
            _kept(media, metadata, events, waits),
        )
        for part, shown in zip(self._parts, sections, strict=True):
            if media.id != self._media_id:
                return
            # What stood here stays until then, so that nothing below it moves.
            at = self.verticalScrollBar().value()
            empty(part)
            for each in shown:
                part.addWidget(each)
            # The focus moved on from what was taken away, and the column was scrolled to it.
            self.verticalScrollBar().setValue(at)
            yield
        self._column.setMinimumHeight(0)
        self.whole.emit()

    def _own(
        self,
        media: Media,
        acquired: tuple[Acquisition, ...],
        beside: Beside,
        alike: Sequence[Lookalike],
        redacted: RedactedHere,
    ) -> Iterator[QWidget]:
        """Of the file itself, what belongs to it and looks like it, and where it comes from."""
        yield _section(_("File"), file_facts(media))
        if redacted:
            yield self._covered(redacted)
        yield self._together(media.id, beside)
        if alike:
            yield self._alike(alike)
        yield self._came(acquired)

    def _together(self, media_id: str, beside: Beside) -> QWidget:
        """Which files belong to this one, and the ways to see them and to part them."""
        rows: list[QWidget] = [SectionHeading(_("Belongs together"))]
        for label, pairs in ((_("Belongs to"), beside.goes_with), (_("With it"), beside.with_it)):
            for each in pairs[:_MOST_BESIDE]:
                parted = media_id if pairs is beside.goes_with else each.media.id
                rows += (_fact(label, named(each)), self._ways(each.media, parted))
            if more := len(pairs[_MOST_BESIDE:]):
                said = ngettext("and {count} more", "and {count} more", more)
                rows.append(_fact("", said.format(count=format_number(more))))
        if not rows[1:]:
            rows.append(_fact("", _("No other file belongs to it.")))
        # One to which others belong does not itself belong to another.
        if not beside.with_it:
            join = quiet_button(_("Belongs to…"), lambda: self.join_asked.emit(media_id))
            rows.append(holding(row(join, None, gap=2)))
        return holding(column(*rows, gap=2))

    def _ways(self, other: Media, parted: str) -> QWidget:
        see = quiet_button(_("Show"), lambda: self.other_asked.emit(other.id), "file")
        part = quiet_button(_("Not together"), lambda: self.apart_asked.emit(parted))
        for button in (see, part):
            button.setAccessibleDescription(other.original_name)
        return holding(row(see, part, None, gap=2))

    def _covered(self, redacted: RedactedHere) -> QWidget:
        """What was covered, in this file or of it, and the ways to the others."""
        section = _section(_("Covered parts"), redacted_told(redacted))
        ways = [self._way_to(each) for each in (*redacted.of, *redacted.into) if each.media_id]
        return holding(column(section, *ways[:_MOST_BESIDE], gap=2))

    def _way_to(self, made: Made) -> QWidget:
        see = quiet_button(_("Show"), lambda: self.other_asked.emit(made.media_id), "file")
        see.setAccessibleDescription(made.name)
        return holding(row(see, None, gap=2))

    def _alike(self, alike: Sequence[Lookalike]) -> QWidget:
        """Which pictures look like it, and the way to see them beside it."""
        facts = [(how(each), each.media.original_name) for each in alike]
        compare = quiet_button(_("Compare…"), self.compare_asked.emit, "eye")
        section = _section(_("Pictures that look alike"), facts)
        return holding(column(section, row(compare, None), gap=2))

    def _came(self, acquired: tuple[Acquisition, ...]) -> QWidget:
        """What people said of where it comes from, and the way to say it."""
        facts = [(name, value) for each in acquired for _field, name, value in acquired_told(each)]
        label = _("Change…") if facts else _("Say where it comes from…")
        change = quiet_button(label, self.change_asked.emit, "pen")
        section = _section(_("Where it comes from"), facts or [("", _("Nobody has said so yet."))])
        return holding(column(section, row(change, None), gap=2))


def _said(media: Media, metadata: tuple[MetadataItem, ...]) -> Iterator[QWidget]:
    """What it says of itself."""
    says = list(told(picture_says(media.captured_at, metadata)))
    if says:
        yield _section(_("What the file says of itself"), says, warning())
    document = list(document_told(document_says(metadata)))
    if document:
        yield _section(_("What the document says of itself"), document, document_warning())
    credentials = attested(metadata)
    if credentials is not None:
        title = _("Content credentials (C2PA)")
        yield _section(title, attested_told(credentials), attested_warning())
    bundle = proofmode(metadata)
    if bundle is not None:
        yield _section(_("ProofMode bundle"), bundle_told(bundle), bundle_warning())


def _kept(
    media: Media, metadata: tuple[MetadataItem, ...], events: Iterable[CustodyEvent], waits: bool
) -> Iterator[QWidget]:
    """By what it is known again, all that was read in it, and what happened to it."""
    yield _section(_("Checksums"), sums(media))
    read = [(f"{item.group} {item.key}", item.value) for item in metadata]
    nothing = (
        _("This is read when the picture is created.") if waits else _("No metadata in this file.")
    )
    yield _long_section(_("Metadata"), read or [("", nothing)])
    yield _long_section(_("Chain of custody"), [custody_fact(event) for event in events])


def file_facts(media: Media) -> list[tuple[str, str]]:
    """Name, size, kind, measure: label and value, as the program itself found them."""
    facts = [
        (_("Original file name"), media.original_name),
        (_("Added"), format_date_time(media.added_at.local())),
        (_("Size"), f"{format_size(media.size)} ({format_number(media.size)})"),
        (_("Kind"), kind_told(media.media_type)),
    ]
    if media.width:
        facts.append((_("Pixels"), f"{media.width} × {media.height}"))
    return facts


def sums(media: Media) -> list[tuple[str, str]]:
    """By which it is known again, taken before anything in it was read: label and value."""
    return [("SHA-256", media.sha256), ("SHA-512", media.sha512)]


def custody_fact(event: CustodyEvent) -> tuple[str, str]:
    """One event of the log: when by the device's clock, and what."""
    what = vocabulary("custody_kind").label(event.kind.value)
    return (format_date_time(event.at.local()), what)


def _section(title: str, facts: Iterable[tuple[str, str]], warning: str = "") -> QWidget:
    rows: list[QWidget] = [_fact(label, value) for label, value in facts]
    said = [paragraph(warning, "small", "quiet")] if warning else []
    return holding(column(SectionHeading(title), *said, *rows, gap=2))


def _long_section(title: str, facts: Iterable[tuple[str, str]]) -> QWidget:
    """The same of what may be hundreds, as one page of words."""
    shown = CopyableFacts(facts)
    shown.setAccessibleName(title)
    return holding(column(SectionHeading(title), shown, gap=2))


def _fact(label: str, value: str) -> QWidget:
    shown = Copyable(value)
    shown.setAccessibleName(label or value)
    if not label:
        return shown
    return holding(column(paragraph(label, "small", "quiet"), shown, gap=0))
