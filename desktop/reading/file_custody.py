"""What became of one file since it came: the rows of the log about it, its packages and receipts.

Whether a file is attached to an interview no row tells: rows travel with the file, and would tell
whoever is shown an interview under another id which it is. So the interviews are read as they are
now. Which prints of a summary showed the file is told by the rows of those interviews.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.model.acquisition import Acquisition
from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind
from desktop.model.fixity import SOURCES_GOING, SOURCES_GONE, Checked, FixityResult, Medium
from desktop.model.media import Media
from desktop.model.values.bounds import UUID
from desktop.model.values.moment import Moment
from desktop.model.written_out import CERTIFICATE, FILE, NOT_FINISHED

if TYPE_CHECKING:
    from desktop.vault import Vault

OTHERS_ROWS: Final = 200
"""Rows of each other vault's log that are listed, the newest: a package may have 600,000."""
_PART: Final = "[0-9]{1,15}-[0-9]{1,15}"
_FORMS: Final = {
    name: re.compile(form)
    for name, form in (
        ("package", UUID),
        ("bytes", f"{_PART}(?:, {_PART}){{0,19}}"),
        ("size", "[0-9]{1,15}"),
        ("result", "|".join(FixityResult)),
        ("reason", "[a-z-]{1,64}"),
        ("to", FILE),
        ("what", f"{CERTIFICATE}|{SOURCES_GOING}|{SOURCES_GONE}"),
        ("medium", "|".join(Medium)),
        ("files", "[0-9]{1,9}"),
        (FILE, NOT_FINISHED),
    )
}
"""The details that are told in words, each in the form in which this program writes it: whoever
sends a row may have written anything there."""
_OWN: Final = frozenset({"size", "medium", "files"})
"""Those of them that are told of this vault's own rows alone."""


@dataclass(frozen=True, slots=True)
class FileEvent:
    """One row about a file. ``by``: what the card of whoever wrote it calls them; the fingerprint
    of one that is not known here. ``ours``: of this vault's log and its device's clock.
    ``package``: in which it travelled, ``other`` to or from whom, and ``receipt``: when that was
    confirmed, as far as it is known."""

    row: CustodyEvent
    by: str
    ours: bool
    package: str = ""
    other: str = ""
    receipt: Moment | None = None

    @property
    def came(self) -> bool:
        """Whether it tells of a package that came, and not of one that was sent."""
        return self.row.kind is CustodyKind.INGESTION

    @property
    def said(self) -> Mapping[str, str]:
        """The details of the row that may be told in words; what has another form is left out."""
        return {
            name: value
            for name, value in self.row.detail.items()
            if (self.ours or name not in _OWN)
            and (form := _FORMS.get(name)) is not None
            and form.fullmatch(value)
        }


@dataclass(frozen=True, slots=True)
class FileCustody:
    """All that is told of a file. ``attached``: the codes of the interviews it belongs to now.
    ``events``: of this vault's log, by number. ``elsewhere``: rows of others' logs, which nobody
    verifies here, log by log, by number; ``unlisted``: how many older ones of them there are.
    ``checked``: what the last check said. ``head``: the newest row of this vault's whole log.
    ``acquired``: how it came, as people said it; ``in_words``: whether a certificate has their
    words, and names whom they name: where the consent agrees to the full name with the file."""

    media: Media
    attached: tuple[str, ...]
    events: tuple[FileEvent, ...]
    elsewhere: tuple[FileEvent, ...]
    unlisted: int
    checked: Checked
    head: CustodyHead
    acquired: tuple[Acquisition, ...] = ()
    in_words: bool = False

    @property
    def by_clock(self) -> tuple[FileEvent, ...]:
        """All of them, each by the clock of its own device, oldest first."""
        both = (*self.events, *self.elsewhere)
        return tuple(sorted(both, key=lambda each: (each.row.at.utc, not each.ours, each.row.seq)))


def read_file_custody(vault: Vault, media_id: str) -> FileCustody:
    """Read it, under every id that names the file; ``NoSuchRecord``."""
    media = vault.media.get(media_id)
    ids = vault.media.ids(media_id)
    told = _Told(vault, ids)
    own = [row for each in ids for row in vault.custody.events(each)]
    own += _at_its_source(vault, ids)
    others = [row for each in ids for row in vault.custody.received(each, OTHERS_ROWS)]
    return FileCustody(
        media,
        vault.media.attached_in(media_id),
        tuple(map(told.ours, sorted(own, key=lambda row: row.seq))),
        tuple(map(told.theirs, sorted(others, key=lambda row: (row.agent, row.seq)))),
        sum(map(vault.custody.count_received, ids)) - len(others),
        vault.fixity.of(media_id),
        vault.custody.head(),
        vault.acquisitions.of_file(media_id),
    )


def _at_its_source(vault: Vault, ids: tuple[str, ...]) -> list[CustodyEvent]:
    """The rows of the vault that tell of the file where it came from: that it went there, or was
    to go where none says that it went."""
    rows = [row for row in vault.custody.events(vault.vault_id) if _names(row, ids)]
    gone = [row for row in rows if row.detail["what"] == SOURCES_GONE]
    last = gone[-1].seq if gone else 0
    return gone + [row for row in rows if row.seq > last and row not in gone]


def _names(row: CustodyEvent, ids: tuple[str, ...]) -> bool:
    return row.detail.get("what") in (SOURCES_GOING, SOURCES_GONE) and not set(
        row.detail.get("ids", "").split()
    ).isdisjoint(ids)


class _Told:
    """Who wrote a row, and what is known of the package it names."""

    def __init__(self, vault: Vault, ids: tuple[str, ...]) -> None:
        self._vault = vault
        own = vault.identity
        self._names: dict[str, str] = {own.fingerprint: own.name}
        self._sent: Mapping[str, tuple[str, Moment | None]] = {
            each.package_id: (each.recipient_name, each.receipted_at)
            for media_id in ids
            for each in vault.packages.sent_with(media_id)
        }
        self._came = {
            each.package_id: each.sender_name
            for media_id in ids
            for each in vault.packages.received_with(media_id)
        }

    def ours(self, row: CustodyEvent) -> FileEvent:
        """A row of this vault."""
        event = FileEvent(row, self._called(row.agent), ours=True)
        package = event.said.get("package", "")
        if row.kind is CustodyKind.TRANSFER:
            other, receipt = self._sent.get(package, ("", None))
            return replace(event, package=package, other=other, receipt=receipt)
        if event.came and package:
            other = self._came.get(package, "")
            return replace(event, package=package, other=other, receipt=self._receipt(package))
        return event

    def theirs(self, row: CustodyEvent) -> FileEvent:
        """A row of another vault, which tells of a package by its id alone."""
        event = FileEvent(row, self._called(row.agent), ours=False)
        return replace(event, package=event.said.get("package", ""))

    def _called(self, agent: str) -> str:
        if agent not in self._names:
            card = self._vault.cards.find(agent)
            known = card is not None and card.usable
            self._names[agent] = card.card.name if card is not None and known else agent
        return self._names[agent]

    def _receipt(self, package: str) -> Moment | None:
        """When the receipt of a package that came was signed here."""
        signed = CustodyKind.DIGITAL_SIGNATURE_GENERATION
        rows = [row.at for row in self._vault.custody.events(package) if row.kind is signed]
        return rows[0] if rows else None
