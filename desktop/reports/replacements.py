"""The table of what was replaced for a recipient, for the organisation alone: which code is who.

Whoever has it and a pseudonymised copy has both halves, so it says on each page that it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.i18n import Translator, translator_for
from desktop.reports.document import Properties, section_of_rows, set_document
from desktop.reports.recipient_input import Replacement, ReplacementsInput
from desktop.reports.setting import paragraph
from desktop.reports.styles import MEASURE, NUMBERS, ruled
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_COLUMNS: Final = (0.36, 0.30, 0.22, 0.12)


def replacements(
    record: ReplacementsInput, language: str, pause: Callable[[], None] = lambda: None
) -> bytes:
    """The PDF, A4, in a language of the program (``ValueError`` for any other). The same record and
    language give the same bytes. ``pause``: as in ``set_document``."""
    translator = translator_for(language)
    properties = Properties(
        title=record.code,
        language=language,
        made_at=record.made_at,
        footer=lambda page, pages: _footer(record, translator, page, pages),
        mark=(translator.gettext("For the organisation alone"),),
    )
    return set_document(lambda: _story(record, translator), properties, pause)


def _story(record: ReplacementsInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    kind = vocabulary("recipient_kind").label(record.recipient, translator.language)
    what_it_is = _(
        "What was replaced in what this recipient may see. Whoever has this table knows who is "
        "meant: it stays in the organisation, is never sent along, and is kept apart from the copy."
    )
    return [
        paragraph(_("Table of replacements"), "overline"),
        paragraph(record.code, "title"),
        paragraph(kind, "subtitle"),
        paragraph(what_it_is, "notice"),
        *_table(record, translator),
    ]


def _table(record: ReplacementsInput, translator: Translator) -> list[Flowable]:
    from reportlab.platypus import Table

    _ = translator.gettext
    if not record.replaced:
        return [paragraph(_("Nothing was replaced."), "plain")]
    heads = (_("What was said"), _("What stands there instead"), _("Kind"), _("Places"))
    rows = [[paragraph(head, "cell-quiet") for head in heads]]
    rows += [_row(each, translator) for each in record.replaced]
    width = MEASURE - NUMBERS
    table = Table(rows, [width * share for share in _COLUMNS], repeatRows=1, style=ruled())
    table.hAlign = "RIGHT"
    return [*section_of_rows(_("Replaced")), table]


def _row(each: Replacement, translator: Translator) -> list[Flowable]:
    held_back = translator.gettext("held back")
    sort = vocabulary("spot_sort").label(each.sort, translator.language)
    texts = (each.words, each.instead or held_back, sort, str(each.count))
    return [paragraph(text, "cell") for text in texts]


def _footer(record: ReplacementsInput, translator: Translator, page: int, pages: int) -> str:
    _ = translator.gettext
    parts = [record.code[:40], _("page {page} of {pages}").format(page=page, pages=pages)]
    return " · ".join([*parts, _("For the organisation alone")])
