"""What a place is called on the screen: what stands there, where it is, what was decided."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.messages.phases import TITLES
from desktop.model.phases import Phase
from desktop.showing.decided import Choice
from desktop.showing.spots import Spot
from desktop.showing.worklist import Listed, Worklist
from desktop.vocabulary import vocabulary
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

_PHASES = {"utterances": Phase.ACCOUNT, "attachments": Phase.FILES}
"""Parts of an interview that have a phase of their own; the rest stands in the plan."""
_BEFORE = 24
"""Characters of the sentence before the words, in a line of the list."""


def row_of(number: int, listed: Listed, *, with_code: bool) -> Row:
    """A line of the list: the words, and what stands instead once that is decided."""
    spot = listed.spot
    start = max(0, spot.at - _BEFORE)
    words, decided = spot.words, listed.decided
    if decided is not None and decided.choice is Choice.REPLACE and decided.instead:
        words = f"{words} → {decided.instead}"
    return Row(
        str(number),
        words,
        ("…" if start else "") + " ".join(spot.sentence[start:].split()),
        listed.code if with_code else "",
        choice_message(decided.choice) if decided else "",
        _TONES[decided.choice] if decided else Tone.INFO,
    )


_TONES = {Choice.REPLACE: Tone.SAFE, Choice.KEEP: Tone.INFO, Choice.ASK: Tone.ATTENTION}


def choice_message(choice: Choice) -> str:
    """What was decided, in one word."""
    said = {Choice.REPLACE: _("Replaced"), Choice.KEEP: _("Kept"), Choice.ASK: _("To ask")}
    return said[choice]


def what_message(spot: Spot) -> str:
    """What is taken to stand there."""
    return vocabulary("spot_sort").label(spot.sort.value)


def where_message(listed: Listed) -> str:
    """Of which interview, and in which part of it or of what goes with it."""
    spot = listed.spot
    if spot.record_id != listed.interview_id:
        return joined(listed.code, vocabulary("record_kind").label(spot.kind))
    phase = _PHASES.get(spot.path.partition("/")[0], Phase.PLAN)
    return joined(listed.code, _(TITLES[phase]))


def count_message(worklist: Worklist) -> str:
    """How many places there are, and how many nothing was said about."""
    every, left = len(worklist.spots), worklist.untouched
    said = ngettext("{count} place", "{count} places", every).format(count=every)
    open_here = ngettext("{count} left", "{count} left", left).format(count=left)
    return joined(said, open_here if left else _("all looked at"))


def decided_message(worklist: Worklist) -> str:
    """What was decided of all of them, in one line."""
    counts = worklist.counts
    return joined(*(f"{choice_message(each)}: {counts[each]}" for each in Choice if counts[each]))


def names_message(every: int, left: int) -> str:
    """How many places there are where a name may stand, and how many wait for a decision."""
    if not left:
        said = ngettext(
            "Names: {count} place, decided", "Names: {count} places, all decided", every
        )
        return said.format(count=every)
    said = ngettext("Names: {count} place to look at", "Names: {count} places to look at", left)
    return said.format(count=left)
