"""What changed from one version of a consent to the next, in sentences."""

from __future__ import annotations

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.consent import Consent
from desktop.model.consent.changes import AnswerChange, changes
from desktop.vocabulary import vocabulary
from ui.interviews.labels import day

_CODES = {
    "how_given": "how_given",
    "decided_by": "decided_by",
    "authority": "authority_to_decide",
    "own_agreement": "answer",
    "guardian_agreement": "answer",
}
"""Fields that hold a code → its vocabulary."""


def change_lines(before: Consent | None, after: Consent) -> list[str]:
    """A line for each thing that is otherwise in the later."""
    found = changes(before, after)
    told = [_field(name, after) for name in reversed(found.fields)]
    return [*told, *(_answer(each) for each in found.answers)]


def _field(name: str, after: Consent) -> str:
    label, value = _labels()[name], getattr(after, name)
    if name.endswith("_at"):
        said = day(value) if value is not None else _("no longer")
    elif name == "text_language":
        said = LANGUAGE_NAMES.get(value, value)
    elif name in _CODES:
        said = vocabulary(_CODES[name]).within(value)
    elif name == "text_version":
        said = value.removeprefix("consent-")
    else:
        said = value
    # A question ends with a sign of its own.
    return f"{label}{'' if label.endswith('?') else ':'} {said or '—'}"


def _answer(change: AnswerChange) -> str:
    after, answers = change.after, vocabulary("answer")
    use = vocabulary("purpose").label(after.purpose)
    to = vocabulary("recipient_kind").label(after.recipient)
    said = []
    if change.answered:
        said.append(f"{answers.label(change.before.answer)} → {answers.label(after.answer)}")
    if change.agreed:
        said += [_way(way, change) for way in change.ways]
    return f"{use}, {to}: {'; '.join(said)}"


def _way(way: str, change: AnswerChange) -> str:
    terms, label = vocabulary(way), vocabulary("shown").label(way)
    now = terms.within(getattr(change.after, way))
    if change.answered:
        return f"{label}: {now}"
    return f"{label}: {terms.within(getattr(change.before, way))} → {now}"


def _labels() -> dict[str, str]:
    return {
        "read_out_at": _("Text read out"),
        "how_given": _("How consent was given"),
        "interpreter": _("Interpreter"),
        "capacity_note": _("Did the person understand and decide freely?"),
        "decided_by": _("Who decides"),
        "decider": _("Name of the guardian, or of who decides"),
        "authority": _("By what right"),
        "own_agreement": _("The person agrees"),
        "guardian_agreement": _("The guardian agrees"),
        "text_language": _("Language of the text"),
        "text_version": _("Version of the text"),
        "restricted_at": _("Use restricted"),
        "restricted_reason": _("Reason of the restriction"),
        "withdrawn_at": _("Withdrawn"),
    }
