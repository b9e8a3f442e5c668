"""What a rescue saved and what it did not, in sentences: kinds, codes, ids and counts only; on a
screen files by their names, too, which a text that is kept outside of a vault does not tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from desktop.formats import format_date_time
from desktop.i18n import _, ngettext
from desktop.model.values.moment import Moment
from desktop.vault.file.check_messages import older
from desktop.vault.file.lost_messages import lost_told, unlooked_told
from desktop.vault.file.older_messages import sends_nothing
from desktop.vault.file.parts import parts_called
from desktop.vault.kinds.all import ORIGINAL
from desktop.vault.rescue.records import Named
from desktop.vault.rescue.rescue import Rescued
from desktop.vocabulary import counted, vocabulary


def saved(found: Rescued) -> str:
    """How much is in the new vault."""
    kept = ", ".join(f"{name}: {count}" for name, count in counted(found.kept))
    return _("In the new vault: {counts}").format(counts=kept)


def damaged(found: Rescued) -> str:
    """How much of the file could not be read; "" where all was."""
    if not found.pages:
        return ""
    return ngettext(
        "{count} page of {all} could not be read.",
        "{count} pages of {all} could not be read.",
        len(found.pages),
    ).format(count=len(found.pages), all=found.of)


def missing(found: Rescued, most: int | None = None) -> tuple[str, ...]:
    """A translated sentence for each kind of thing that was not saved, or not whole. ``most``: how
    many of each are named, and of the others only how many there are; None names all."""
    lacking = parts_called(found.tables)
    sentences = (
        _listed(_("Could not be saved: {list}"), _called(found.missing), most),
        _listed(_("Saved in part, and marked as such: {list}"), _called(found.in_part), most),
        _listed(
            _("Saved as they were when they were last sent, sealed or kept: {list}"),
            _called(found.from_version),
            most,
        ),
        _listed(
            _("Photos and files that could not be saved: {list}"), _called(found.originals), most
        ),
        _counted_versions(found.versions),
        _counted_seals(found.seals),
        _listed(
            _("Entries of the custody log that could not be saved: {list}"),
            (f"{first}–{last}" if first < last else str(first) for first, last in found.entries),
        ),
        _listed(_("Of these, too, something is missing: {list}"), lacking),
        older(tuple(each for each in parts_called(found.older) if each not in lacking)),
        _unclaimed(found.unclaimed),
        "" if found.identity else _identity(),
        "" if found.compared else _not_compared(),
        f"{lost_told(found.lost)} {unlooked_told()}" if found.lost else "",
        "" if found.sends else sends_nothing(),
    )
    return tuple(each for each in sentences if each)


def advice(found: Rescued) -> str:
    """What to do next."""
    if found.whole:
        return _("Everything was saved as it was written last.")
    return _(
        "Keep the damaged vault: it was not changed, and a later version may read more of it. "
        "Compare with a backup before you rely on what is marked. The custody log of the new "
        "vault has recorded the rescue."
    )


def _called(records: Iterable[Named]) -> Iterable[str]:
    labels = vocabulary("record_kind")
    for each in records:
        name = f"{labels.label(each.kind)} {each.called or each.record_id}"
        if each.kind == ORIGINAL and each.called:
            name = f"{name} ({each.record_id})"
        if each.lacking:
            name = ngettext(
                "{name} ({count} row missing)", "{name} ({count} rows missing)", each.lacking
            ).format(name=name, count=each.lacking)
        yield name


def _listed(sentence: str, names: Iterable[str], most: int | None = None) -> str:
    names = iter(names)
    listed = "; ".join(islice(names, most))
    if not listed:
        return ""
    if more := sum(1 for _name in names):
        listed = ngettext("{list}; and {count} more", "{list}; and {count} more", more).format(
            list=listed, count=more
        )
    return sentence.format(list=listed)


def written_list(found: Rescued, source: Path, folder: Path, at: Moment) -> str:
    """All of it, as a text to be kept: photos and files by their ids alone, as names may tell of
    people, and it is not encrypted."""
    found = replace(found, originals=tuple(replace(each, called="") for each in found.originals))
    heading = _("Rescue of {time}").format(time=format_date_time(at.local()))
    folders = (
        _("Damaged vault: {folder}").format(folder=source),
        _("New vault: {folder}").format(folder=folder),
    )
    told = (heading, *folders, saved(found), damaged(found), *missing(found), advice(found))
    return "".join(f"{each}\n\n" for each in told if each)


def _counted_versions(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} version of a record could not be saved.",
        "{count} versions of records could not be saved.",
        count,
    ).format(count=count)


def _counted_seals(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} seal could not be saved.", "{count} seals could not be saved.", count
    ).format(count=count)


def _unclaimed(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "{count} row was found of which nothing tells where it belongs.",
        "{count} rows were found of which nothing tells where they belong.",
        count,
    ).format(count=count)


def _identity() -> str:
    return _(
        "The keys of this vault could not be saved. It has new ones: exchange cards again with "
        "everybody you send to or receive from."
    )


def _not_compared() -> str:
    return _("Nothing is left that tells whether the records are as they were written last.")
