"""Vocabularies: lists of terms with a code for records and labels for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import msgspec

from desktop.canonical import from_plain
from desktop.i18n import current_language
from desktop.model.consent import RecipientKind
from desktop.model.version import RecordKind
from desktop.resources import resource_bytes

NAMES = (
    "answer",
    "authority_to_decide",
    "basis",
    "card_kind",
    "closed",
    "companion_by",
    "custody_kind",
    "decided_by",
    "face_and_voice",
    "facility_kind",
    "family",
    "file_failure",
    "generation",
    "graphic",
    "how_given",
    "identification",
    "interview_mode",
    "interview_state",
    "kept_from",
    "language",
    "left_there",
    "line_reason",
    "media_problem",
    "modality",
    "name_kind",
    "name_of",
    "outcome",
    "person_kind",
    "place_kind",
    "place_name_kind",
    "places",
    "print_reason",
    "prior_accounts",
    "purpose",
    "recipient_kind",
    "record_kind",
    "record_kinds",
    "redaction_manner",
    "redaction_reason",
    "redaction_refusal",
    "refusal",
    "role",
    "script",
    "shown",
    "shown_as",
    "speaker",
    "spot_sort",
    "utterance_kind",
    "vulnerability",
    "written_out",
)
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. ``label`` and ``note`` map a language code to text.

    ``note`` says more where a label is not enough: what a purpose means, or the way out of
    what keeps an account closed. ``recipients``: to whom a purpose may sensibly go, which
    makes the rows of the consent matrix.
    """

    code: str
    label: Mapping[str, str]
    note: Mapping[str, str] = field(default_factory=dict)
    recipients: tuple[RecipientKind, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms in the order in which people are shown them. ``source``: whose list."""

    name: str
    source: str
    terms: tuple[Term, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order."""
        return tuple(term.code for term in self.terms)

    def term(self, code: str) -> Term | None:
        """The term of this code, or None."""
        return next((term for term in self.terms if term.code == code), None)

    def label(self, code: str, language: str | None = None) -> str:
        """What a person reads for ``code``, by default in the language of the screen.

        A code that is not in the list (a record made by a later release) is its own label.
        """
        term = self.term(code)
        return _in_language(term.label, language) if term else code

    def within(self, code: str, language: str | None = None) -> str:
        """The label as it stands within a sentence."""
        label = self.label(code, language)
        return label[:1].lower() + label[1:] if self.term(code) else label

    def note(self, code: str, language: str | None = None) -> str:
        """The longer words beside the label; "" where there are none."""
        term = self.term(code)
        return _in_language(term.note, language) if term else ""


def counted(records: Mapping[RecordKind, int]) -> list[tuple[str, int]]:
    """How many records of each kind, by the label of several, in the order they are shown in.

    A kind that is not in the list comes last.
    """
    terms = vocabulary("record_kinds")
    known = [code for code in terms.codes if code in records]
    rest = [kind for kind in records if kind not in terms.codes]
    return [(terms.label(code), records[RecordKind(code)]) for code in (*known, *rest)]


def _in_language(texts: Mapping[str, str], language: str | None) -> str:
    return texts.get(language or current_language()) or texts.get(_FALLBACK, "")


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of this name, one of ``NAMES``; ``KeyError`` for any other.

    Read once and checked against the types above; ``NotADocument`` where the file is wrong.
    """
    if name not in NAMES:
        raise KeyError(name)
    raw = msgspec.json.decode(resource_bytes(f"vocabularies/{name}.json"))
    content = from_plain(raw, _File)
    return Vocabulary(name, content.source, content.terms)
