"""What a check of the vault found, in sentences: one for each kind that does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from desktop.formats import format_date_time
from desktop.i18n import _, ngettext
from desktop.vault.file.check import CheckReport, unread_told
from desktop.vault.file.lost import Lost
from desktop.vault.file.lost_messages import lost_told

_PAGE: Final = re.compile(r"\bpage ([0-9]+)")
"""As SQLCipher names a page that does not read (``PRAGMA cipher_integrity_check``)."""


def findings(report: CheckReport) -> tuple[str, ...]:
    """Translated sentences, none when everything holds. They name ids, codes and files, and nothing
    else of the content."""
    called = dict(zip(report.media, report.names, strict=False))
    found = (
        _listed(_("Damaged pages of the database: {list}"), _numbers(report.pages)),
        _unread(report),
        _contradictions(report.structure),
        _listed(_("Custody log: {list}"), report.custody.problems),
        _listed(
            _("Originals whose bytes changed: {list}"),
            _files((each for each in report.media if each not in report.absent), called),
        ),
        _listed(_("Originals that are missing: {list}"), _files(report.absent, called)),
        _listed(
            _("Record versions that changed or that their author did not sign: {list}"),
            report.versions,
        ),
        _listed(_("Seals that are not valid: {list}"), report.seals),
        older(report.older),
        _listed(_("Found by words they do not contain: {list}"), report.found),
        mistaken(report),
        *(lost(each) for each in report.lost),
    )
    return tuple(sentence for sentence in found if sentence)


def damage(report: CheckReport) -> tuple[str, ...]:
    """As :func:`findings`; none of a vault in which everything holds that is there, though saves
    are missing or another file came than a sealed interview names."""
    return () if report.intact else findings(report)


def lost(found: Lost) -> str:
    """A translated sentence of saves that were missing once, when the vault was opened."""
    return _("Noticed on {moment}: what was saved last was missing. {missing}").format(
        moment=format_date_time(found.noticed.local()), missing=lost_told(found)
    )


def mistaken(report: CheckReport) -> str:
    """A translated sentence of sealed interviews of which another file is here than they name; ""
    where there is none."""
    sentence = _("Sealed, but another file arrived in place of one of theirs: {list}")
    return _listed(sentence, report.mistaken)


def older(names: tuple[str, ...]) -> str:
    """A translated sentence of what is not what was written last; "" where nothing is."""
    return _listed(_("Not as they were written last: {list}"), names)


def checked(report: CheckReport) -> str:
    """What was read, in one sentence."""
    rows, files = report.custody.rows, report.originals
    log = ngettext("{count} entry of the custody log", "{count} entries of the custody log", rows)
    originals = ngettext("{count} original", "{count} originals", files)
    return _("Read and compared: {log}, {originals}, every page and every seal.").format(
        log=log.format(count=rows), originals=originals.format(count=files)
    )


def _numbers(pages: tuple[str, ...]) -> tuple[str, ...]:
    """Of the database's own English words its numbers."""
    found = (_PAGE.search(each) for each in pages)
    return tuple(dict.fromkeys(each[1] if each else _("not numbered") for each in found))


def _unread(report: CheckReport) -> str:
    """Once for all parts that a damaged page kept from being read whole."""
    names = (
        *report.structure, *report.custody.problems, *report.media, *report.versions,
        *report.seals, *report.older, *report.found,
    )  # fmt: skip
    if unread_told() not in names:
        return ""
    return _("Because of damaged pages not everything could be checked.")


def _contradictions(structure: tuple[str, ...]) -> str:
    """How many there are: what the database says of them is English, and names its tables."""
    count = len([each for each in structure if each != unread_told()])
    if not count:
        return ""
    return ngettext(
        "The database contradicts itself in {count} place.",
        "The database contradicts itself in {count} places.",
        count,
    ).format(count=count)


def _files(media_ids: Iterable[str], called: Mapping[str, str]) -> tuple[str, ...]:
    names = ((each, called.get(each)) for each in media_ids)
    return tuple(f"{name} ({each})" if name else each for each, name in names)


def _listed(sentence: str, names: tuple[str, ...]) -> str:
    """Nothing where there is no name; what was not read is told once, above."""
    read = [each for each in names if each != unread_told()]
    return sentence.format(list="; ".join(read)) if read else ""
