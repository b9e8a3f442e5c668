"""What opens a vault without its passphrase, on paper: the recovery sheet, and shares of it.

One page each, in the three languages, because who opens it in ten years may read another than who
printed it. It names nobody and says of the vault only the beginning of its id: a sheet that is
found tells nobody whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop.crypto.secret import SheetCode
from desktop.crypto.shares import Sharing
from desktop.crypto.sheet_code import QR_PREFIX, groups_of
from desktop.formats import format_date
from desktop.i18n import LANGUAGES, N_, Translator, translator_for
from desktop.model.values.moment import Moment
from desktop.reports.document import Properties, set_document
from desktop.reports.fonts import SANS_BOLD
from desktop.reports.setting import paragraph
from desktop.reports.styles import MEASURE, MM, NUMBERS, RULE, colour

if TYPE_CHECKING:
    from reportlab.platypus import Flowable, Table

_ACROSS: Final = 4
_COLUMNS: Final = 3
_SHEET: Final = (
    N_("Recovery sheet"),
    N_(
        "With this code the vault opens without its passphrase. Whoever has this sheet and the "
        "laptop, or a backup, can read everything."
    ),
    N_(
        "Keep it on paper, away from the laptop, where nobody else looks. Do not photograph it. "
        "If it is lost, revoke it in Settings and print a new one."
    ),
    N_(
        "To use it, press “Other ways to unlock” on the start screen of Skrynia, choose “Recovery "
        "sheet” and type the eight groups."
    ),
)
_SHARE: Final = (
    N_("Recovery share"),
    N_(
        "This is one of several shares. Together, enough of them open a vault without its "
        "passphrase; one alone opens nothing and says nothing."
    ),
    N_(
        "Keep it on paper where nobody else looks. Give it only to the person whose vault it is, "
        "once you are sure that it is them who asks."
    ),
    N_(
        "To use it, press “Other ways to unlock” on the start screen of Skrynia, choose “Recovery "
        "shares” and type the words in order."
    ),
)


@dataclass(frozen=True, slots=True)
class SheetInput:
    """What is printed. ``vault``: the beginning of its id."""

    code: SheetCode = field(repr=False)
    vault: str
    made_at: Moment


@dataclass(frozen=True, slots=True)
class SharesInput:
    """The same of all shares of a set, each on a page of its own."""

    sharing: Sharing = field(repr=False)
    vault: str
    made_at: Moment


def recovery_sheet(record: SheetInput, language: str) -> bytes:
    """The PDF, one page of A4. ``language`` comes first on it."""
    return set_document(lambda: _sheet(record, language), _properties(_SHEET[0], record, language))


def recovery_shares(record: SharesInput, language: str) -> bytes:
    """The PDF, a page for each share. ``language`` comes first on each."""
    return set_document(lambda: _shares(record, language), _properties(_SHARE[0], record, language))


def _properties(title: str, record: SheetInput | SharesInput, language: str) -> Properties:
    translator = translator_for(language)
    return Properties(
        title=translator.gettext(title),
        language=language,
        made_at=record.made_at,
        footer=lambda _page, _pages: "Skrynia",
    )


def _sheet(record: SheetInput, language: str) -> list[Flowable]:
    from desktop.reports.qr_code import QrOnPaper

    groups = groups_of(record.code)
    return [
        *_head(_SHEET[0], record, language),
        _grid([f"{at} · {group}" for at, group in enumerate(groups, 1)], _ACROSS, 15),
        QrOnPaper(QR_PREFIX + "-".join(groups)),
        *_explained(_SHEET[1:], language),
    ]


def _shares(record: SharesInput, language: str) -> list[Flowable]:
    from reportlab.platypus import PageBreak

    sharing = record.sharing
    story: list[Flowable] = []
    for number, words in enumerate(sharing.words, 1):
        if story:
            story.append(PageBreak())
        numbered = [f"{at} {word}" for at, word in enumerate(words.split(), 1)]
        story += [
            *_head(_SHARE[0], record, language),
            _beside(_which(number, sharing, language), words),
            _grid(_down(numbered, _COLUMNS), _COLUMNS, 10.5),
            *_explained(_SHARE[1:], language),
        ]
    return story


def _head(title: str, record: SheetInput | SharesInput, language: str) -> list[Flowable]:
    titles = " · ".join(each.gettext(title) for each in _in_order(language))
    first = translator_for(language)
    date = format_date(record.made_at.local().date(), first)
    said = first.gettext(N_("Vault {id} · {date}")).format(id=record.vault, date=date)
    return [
        paragraph("Skrynia", "overline"),
        paragraph(titles, "heading"),
        paragraph(said, "plain"),
    ]


def _which(number: int, sharing: Sharing, language: str) -> list[Flowable]:
    """Which of the shares it is, and how many are needed."""
    said = N_("Share {number} of {of}; any {needed} of them open the vault.")
    numbers = {"number": number, "of": len(sharing.words), "needed": sharing.threshold}
    return [
        paragraph(each.gettext(said).format(**numbers), "notice") for each in _in_order(language)
    ]


def _beside(told: list[Flowable], code: str) -> Table:
    """What is told, and its QR code at the right, so that all of a share stands on one page."""
    from reportlab.platypus import Table

    from desktop.reports.qr_code import QrOnPaper

    qr = QrOnPaper(code, left=0)
    table = Table([[told, qr]], [MEASURE - qr.width, qr.width])
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def _explained(sentences: Iterable[str], language: str) -> list[Flowable]:
    told = list(sentences)
    return [
        paragraph(" ".join(each.gettext(sentence) for sentence in told), "plain")
        for each in _in_order(language)
    ]


def _in_order(language: str) -> list[Translator]:
    """The languages of the program, this one first."""
    return [translator_for(each) for each in sorted(LANGUAGES, key=lambda one: one != language)]


def _down(items: Sequence[str], columns: int) -> list[str]:
    """The items by rows, so that they are read down each column."""
    rows = -(-len(items) // columns)
    padded = [*items, *[""] * (rows * columns - len(items))]
    return [padded[column * rows + row] for row in range(rows) for column in range(columns)]


def _grid(cells: Sequence[str], across: int, size: float) -> Table:
    from reportlab.platypus import Table

    rows = [list(cells[at : at + across]) for at in range(0, len(cells), across)]
    width = (MEASURE - NUMBERS) / across
    look = [
        ("FONT", (0, 0), (-1, -1), SANS_BOLD, size, size * 1.5),
        ("BOX", (0, 0), (-1, -1), 0.5, colour(RULE)),
        ("INNERGRID", (0, 0), (-1, -1), 0.25, colour(RULE)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    grid = Table(rows, [width] * across, hAlign="RIGHT", spaceBefore=4 * MM, spaceAfter=4 * MM)
    grid.setStyle(look)
    return grid
