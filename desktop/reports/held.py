"""*What we hold about you*: a copy of all that concerns one person, on paper and as JSON (GDPR 15).

It shows more than any consent says, the name and what is kept under cover included, so it says on
its first page what it is and for what it was made. Of others' accounts it says where the person's
names stand, and not what: those words are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec

from desktop.canonical import to_plain
from desktop.formats import format_date, format_date_time
from desktop.i18n import Translator, translator_for
from desktop.model.consent import Consent
from desktop.model.consent.beyond import Reason
from desktop.model.interview import Safety
from desktop.model.organisation import Organisation
from desktop.model.person import Person
from desktop.model.protected import ProtectedName
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind
from desktop.model.written_out import WrittenOut
from desktop.reports.document import Properties, section, set_document
from desktop.reports.given_out import Elsewhere, as_line, elsewhere_line
from desktop.reports.interview_summary import SummaryInput, story_of
from desktop.reports.rights import careful, how_to_withdraw, whom_to_ask, your_rights
from desktop.reports.setting import labelled, paragraph, together
from desktop.reports.summary_front import beyond_notice
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from desktop.vault.records.concerning import Linked, Named

FORMAT: Final = "skrynia-held"
NAMES_ONLY: Final = (
    "Of others' records only those are found in which a recorded name stands letter for letter."
)


_OTHERS: Final = 200
"""What others report that is printed; the JSON has all. A vault can report as much as it likes."""


@dataclass(frozen=True, slots=True)
class Went:
    """A package in which something of it was sent: when, and to whom as it was called then."""

    at: Moment
    to: str


@dataclass(frozen=True, slots=True)
class HeldInput:
    """Everything on the pages. ``versions``: of each linked record every version that is kept, as
    its canonical JSON, oldest first. ``summaries``: the linked interviews, under the name.
    ``person``: None where an account came by code, without the person's record. ``unread``: ids and
    kinds of what a newer program wrote, of which nothing is known here but its bytes. ``closings``:
    every version of a consent that was withdrawn or restricted, oldest first."""

    at: Moment
    reason: Reason
    person: Person | None
    linked: tuple[Linked, ...]
    unread: tuple[tuple[str, RecordKind], ...] = ()
    named: tuple[Named, ...] = ()
    went: tuple[Went, ...] = ()
    written_out: tuple[WrittenOut, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    closings: tuple[Consent, ...] = ()
    summaries: tuple[SummaryInput, ...] = ()
    safeties: tuple[Safety, ...] = ()
    protected: tuple[ProtectedName, ...] = ()
    versions: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    organisation: Organisation = field(default_factory=Organisation)

    @property
    def you(self) -> bool:
        """Whether the copy is for the person, and speaks to them."""
        return self.reason is Reason.FOR_THE_PERSON

    @property
    def code(self) -> str:
        """By which the person is called on each page: their own, or that of an account."""
        return self.person.code if self.person else self.linked[0].called


def held_json(record: HeldInput) -> bytes:
    """The copy as JSON: UTF-8, indented, keys as in ``docs/held.md``."""
    plain = {
        "format": FORMAT,
        "version": 1,
        "at": to_plain(record.at),
        "reason": record.reason.value,
        "organisation": to_plain(record.organisation),
        "records": [
            _linked(each, record.versions.get(each.record_id, ())) for each in record.linked
        ],
        "unread": [
            {"kind": kind, "id": id_, "versions": _raw(record.versions.get(id_, ()))}
            for id_, kind in record.unread
        ],
        "went": [{"at": to_plain(each.at), "to": each.to} for each in record.went],
        "written_out": [to_plain(each) for each in record.written_out],
        "elsewhere": [{**to_plain(each.told), "who": each.who} for each in record.elsewhere],
        "named": [
            {"kind": each.kind, "called": each.called, "times": each.times} for each in record.named
        ],
        "about": NAMES_ONLY,
    }
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def _linked(each: Linked, versions: tuple[bytes, ...]) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.record_id,
        "called": each.called,
        "body": to_plain(each.body),
        "beside": {name: to_plain(value) for name, value in each.beside.items()},
        "versions": _raw(versions),
    }


def _raw(versions: tuple[bytes, ...]) -> list[msgspec.Raw]:
    return [msgspec.Raw(data) for data in versions]


def held_pages(record: HeldInput, language: str, pause: Callable[[], None] = lambda: None) -> bytes:
    """The copy as PDF, A4, in a language of the program (``ValueError`` for any other).

    The same record and language give the same bytes. ``pause``: as in :func:`set_document`.
    """
    translator = translator_for(language)
    _ = translator.gettext
    properties = Properties(
        title=record.code,
        language=language,
        made_at=record.at,
        footer=lambda page, pages: " · ".join(
            filter(
                None,
                (
                    record.code[:40],
                    _("page {page} of {pages}").format(page=page, pages=pages),
                    record.organisation.footer,
                ),
            )
        ),
    )
    return set_document(lambda: _story(record, translator), properties, pause)


def _story(record: HeldInput, translator: Translator) -> Iterator[Flowable]:
    from reportlab.platypus import PageBreak

    yield from _front(record, translator)
    yield from _person(record, translator)
    yield from _closings(record.closings, translator)
    yield from _records(record, translator)
    yield from _named(record, translator)
    yield from _went(record, translator)
    for safety in record.safeties:
        yield from _safety(safety, record.you, translator)
    yield from whom_to_ask(record.organisation, translator)
    yield from how_to_withdraw(translator, record.you)
    yield from your_rights(record.organisation, translator, record.you)
    for summary in record.summaries:
        yield PageBreak()
        yield from story_of(summary, translator)


def _front(record: HeldInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    when = format_date_time(record.at.local(), translator)
    what = _(
        "This is a copy of what is kept about you in one vault: everything that is linked to "
        "you, as it was when this was printed. Photos and files are shown small; you may ask "
        "for the originals and for every earlier version."
    )
    theirs = _(
        "This is a copy of what is kept about a person in one vault: everything that is "
        "linked to them, as it was when this was printed. Photos and files are shown small."
    )
    you = record.you
    return [
        paragraph(_("A copy for you") if you else _("A copy for a reason named here"), "overline"),
        paragraph(
            _("What we hold about you") if you else _("What is held about a person"), "title"
        ),
        paragraph(f"{record.code} · {when}", "subtitle"),
        beyond_notice(record.reason, translator),
        careful(translator, you),
        paragraph(what if you else theirs, "plain"),
    ]


def _person(record: HeldInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    person = record.person
    heading = section(_("You") if record.you else _("The person"))
    if person is None:
        by_code = _(
            "Your account arrived here under a code. Your record with the name did not, so "
            "nobody here could look for your name in others’ records."
        )
        theirs = _(
            "The account arrived here under a code. The record with the name did not, so "
            "nobody here could look for the name in others’ records."
        )
        return [heading, paragraph(by_code if record.you else theirs, "statement")]
    kinds = vocabulary("name_kind")
    names = "\n".join(
        f"{name.text} ({kinds.label(name.kind.value, translator.language)})"
        for name in person.names
    )
    return [
        heading,
        *labelled(_("Code"), person.code),
        *labelled(_("Names"), names),
        *labelled(_("Born"), person.born),
        *labelled(_("Note"), person.note),
        *(row for entry in record.protected for row in _protected(entry, translator)),
    ]


def _protected(entry: ProtectedName, translator: Translator) -> list[Flowable]:
    """That the name is not told outside, and what else was written down with that."""
    _ = translator.gettext
    vocabularies = vocabulary("name_of"), vocabulary("kept_from")
    codes = entry.of, entry.kept_from
    labels = [
        v.label(code, translator.language) for v, code in zip(vocabularies, codes, strict=True)
    ]
    return [
        *labelled(_("Protected names"), " · ".join((*entry.names, *labels))),
        *labelled(_("Stands instead"), entry.instead),
        *labelled(_("Note"), entry.note),
    ]


def _closings(closings: tuple[Consent, ...], translator: Translator) -> list[Flowable]:
    """Each withdrawal and each restriction that ever was, whatever was decided afterwards."""
    _ = translator.gettext
    told: dict[tuple[str, str], tuple[str, str]] = {}
    for each in closings:
        ends = (
            (_("Withdrawn"), each.withdrawn_at, each.withdrawn_reason),
            (_("Use restricted"), each.restricted_at, each.restricted_reason),
        )
        for name, at, why in ends:
            if at is not None:
                when = format_date_time(at.local(), translator)
                told[name, at.utc] = name, " · ".join(filter(None, (when, why)))
    rows = [row for name, said in told.values() for row in labelled(name, said)]
    return [section(_("Withdrawals and restrictions")), *rows] if rows else []


def _records(record: HeldInput, translator: Translator) -> list[Flowable]:
    """Every linked record of whatever kind: the pages that follow show interviews alone. One that
    has no version yet is kept all the same, and nothing is counted of it."""
    _ = translator.gettext
    kinds = vocabulary("record_kind")
    linked = _("Records that are linked to you") if record.you else _("Linked records")
    story = [section(linked)]
    for each in record.linked:
        count = len(record.versions.get(each.record_id, ()))
        kept = _("versions kept: {count}").format(count=count) if count else ""
        label = kinds.label(each.kind, translator.language)
        story += labelled(label, " · ".join(filter(None, (each.called, kept))))
    if record.unread:
        newer = translator.ngettext(
            "{count} more record is based on the account. A newer program created it, and it "
            "cannot be shown here; the copy for another program (JSON) contains all of it.",
            "{count} more records are based on the account. A newer program created them, "
            "and they cannot be shown here; the copy for another program (JSON) contains all "
            "of them.",
            len(record.unread),
        )
        story.append(paragraph(newer.format(count=len(record.unread)), "notice"))
    return story


def _named(record: HeldInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    only = _(
        "Only what is written letter for letter like one of the names above is found: another "
        "spelling, another case of the name or a nickname is not. What is said there belongs to "
        "others and is not copied."
    )
    story = [
        section(
            _("Where your names appear in others’ records")
            if record.you
            else _("Where the names appear in others’ records")
        ),
        paragraph(only, "introduction"),
    ]
    if not record.named:
        return [*story, paragraph(_("Nowhere."), "statement")]
    kinds = vocabulary("record_kind")
    for each in record.named:
        label = kinds.label(each.kind, translator.language)
        times = _("places: {count}").format(count=each.times)
        story += labelled(label, f"{each.called} · {times}")
    return story


def _went(record: HeldInput, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    story = [section(_("To whom it was sent"))]
    if not record.went and not record.written_out:
        nobody = _("From this vault to nobody: neither in a package nor as a file.")
        story.append(paragraph(nobody, "statement"))
    for each in record.went:
        story += labelled(format_date(each.at.local().date(), translator), each.to)
    story += _written_out(record.written_out, translator)
    whole = [*story, *_elsewhere(record.elsewhere, translator)]
    return whole if record.went or record.written_out or record.elsewhere else together(whole)


def _written_out(files: tuple[WrittenOut, ...], translator: Translator) -> list[Flowable]:
    """What anybody could read who had the file, and for which reason it was made."""
    _ = translator.gettext
    if not files:
        return []
    about = _(
        "Saved from the vault as a file that anybody can read; to whom it was given is not "
        "recorded."
    )
    story = [paragraph(about, "introduction")]
    for each in files:
        said = as_line(each, translator.language)
        story += labelled(format_date(each.at.local().date(), translator), said)
    return story


def _elsewhere(others: tuple[Elsewhere, ...], translator: Translator) -> list[Flowable]:
    """What others report, and that this is all that is known of them."""
    _ = translator.gettext
    unknown = _(
        "What other vaults of the organisation handed out themselves is listed here only as "
        "far as they have reported it."
    )
    if not others:
        return [paragraph(unknown, "introduction")]
    reported = _("Other vaults report, each by its own log:")
    story = [paragraph(f"{unknown} {reported}", "introduction")]
    for each in others[:_OTHERS]:
        day = format_date(each.told.at.local().date(), translator)
        story += labelled(day, elsewhere_line(each, translator))
    hidden = len(others) - _OTHERS
    if hidden > 0:
        more = translator.ngettext("and {count} more", "and {count} more", hidden)
        story.append(paragraph(more.format(count=hidden), "statement"))
    return story


def _safety(safety: Safety, you: bool, translator: Translator) -> list[Flowable]:
    _ = translator.gettext
    heading = _("What was noted for your safety") if you else _("What was noted for safety")
    signs = vocabulary("vulnerability")
    noticed = ", ".join(signs.label(each, translator.language) for each in safety.vulnerabilities)
    said = [
        *labelled(_("Special care"), noticed),
        *labelled(_("Referral"), safety.referral),
        *labelled(_("Risk for the person"), safety.risk_person),
        *labelled(_("Risk for relatives in Belarus"), safety.risk_relatives),
        *labelled(_("Safe contact"), safety.safe_contact),
    ]
    return [section(heading), *said] if said else []
