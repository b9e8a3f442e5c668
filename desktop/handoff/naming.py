"""What the items of a receipt are called here, so that people need not read ids and hashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from desktop.i18n import _, ngettext
from desktop.model.handoff import PackageDocument, ReceiptDocument, ReceiptLine
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause, paced
from desktop.vault.kinds.all import ORIGINAL
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.home.roles import Naming

_DIGITS: Final = 16
"""Of an id that has no name here: enough to find it by."""

_LONGEST: Final = 48
"""Of a name, whose letters may be of any number: no line of a page is pushed wider by it."""


_NAMED: Final = 50
"""Lines that stand in a window each by itself."""


@dataclass(frozen=True, slots=True)
class Notable:
    """A line of a receipt that has a reason, and what it is about.

    ``name``: the code of the interview or person, or the file's name, as they are called in
    the vault that asks; "" where it does not know.
    """

    line: ReceiptLine
    kind: RecordKind
    name: str


def notable_lines(
    vault: Naming, package: PackageDocument, receipt: ReceiptDocument, pause: Pause = no_pause
) -> tuple[Notable, ...]:
    """The lines of a receipt that have a reason, in its order, named as this vault can."""
    return notable_among(vault, package, chain(receipt.records, receipt.media), pause)


def notable_among(
    vault: Naming, package: PackageDocument, lines: Iterable[ReceiptLine], pause: Pause = no_pause
) -> tuple[Notable, ...]:
    """The same of lines that are in the vault."""
    records = ((each.version_id, each.kind, each.record_id) for each in package.records)
    media = ((each.sha256, ORIGINAL, each.media_id) for each in package.media)
    return tuple(
        Notable(line, kind, vault.called(kind, record_id))
        for line, kind, record_id in _about(lines, chain(records, media), pause)
    )


def _about(
    lines: Iterable[ReceiptLine], things: Iterable[tuple[str, RecordKind, str]], pause: Pause
) -> list[tuple[ReceiptLine, RecordKind, str]]:
    """The lines that have a reason, each with what it is about. ``things``: (item, kind, id)."""
    said = [line for line in paced(lines, pause) if line.reason]
    items = {line.item for line in said}
    if not items:
        return []
    found = {item: (kind, id_) for item, kind, id_ in paced(things, pause) if item in items}
    return [(line, *found[line.item]) for line in said]


def notable_message(notable: Notable) -> tuple[str, str]:
    """(what kind of thing, which one and why it is named) in the language in force."""
    kind = vocabulary("record_kind").label(notable.kind)
    name = _cut(notable.name, _LONGEST) or _cut(notable.line.item, _DIGITS)
    return kind, f"{name}: {vocabulary('line_reason').label(notable.line.reason)}"


def notable_rows(notable: Sequence[Notable]) -> list[tuple[str, str]]:
    """The first of them as :func:`notable_message` says each; the others counted, by what they are
    and why. An office may hand over thousands of records that wait for a card."""
    rows = [notable_message(each) for each in notable[:_NAMED]]
    left = Counter((each.kind, each.line.reason) for each in notable[_NAMED:])
    for (kind, reason), count in sorted(left.items()):
        more = ngettext("and {count} more: {reason}", "and {count} more: {reason}", count)
        why = vocabulary("line_reason").label(reason)
        said = more.format(count=count, reason=why)
        rows.append((vocabulary("record_kind").label(kind), said))
    return rows


def finishing_message() -> str:
    """What is said while a package that was written or taken in is recorded."""
    return _("Finishing the package (this can no longer be cancelled)")


def overtaken_message(interview: str) -> str:
    """What is said of a withdrawal that somebody who may has gone on from."""
    return _(
        "The consent to interview {interview} was withdrawn. Whoever may decide has since "
        "made a new decision, knowing of that, and this one applies."
    ).format(interview=interview)


def unread_message(count: int) -> str:
    """How many records were written by a newer program."""
    return ngettext(
        "{count} record needs a newer Skrynia. It is kept, is sent on to others, and will be "
        "read once this program is updated.",
        "{count} records need a newer Skrynia. They are kept, are sent on to others, and "
        "will be read once this program is updated.",
        count,
    ).format(count=count)


def waiting_message(count: int) -> str:
    """How many records are not shown before their author's card is trusted."""
    return ngettext(
        "{count} record was created by somebody whose card is not trusted here. It is kept, "
        "and shown, or named beside what is shown, once that person's card is added and "
        "compared.",
        "{count} records were created by people whose cards are not trusted here. They are "
        "kept, and shown, or named beside what is shown, once these cards are added and "
        "compared.",
        count,
    ).format(count=count)


def custody_set_aside_message(count: int) -> str:
    """How many rows of the sender's custody log were not believed."""
    return ngettext(
        "{count} entry of the sender's custody log is not valid and was not accepted.",
        "{count} entries of the sender's custody log are not valid and were not accepted.",
        count,
    ).format(count=count)


def _cut(name: str, longest: int) -> str:
    return name if len(name) <= longest else f"{name[:longest]}…"
