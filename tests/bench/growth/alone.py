"""What grows with something else than the vault: photos of one interview, words of one account.

Each takes a folder and a number, and makes a vault of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from desktop.model.consent import Purpose
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.reports.interview_summary import interview_summary
from desktop.reports.load import load_summary
from desktop.vault import Vault
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.interviews import Shape, account
from tests.bench.growth.photos import keep, photos
from tests.bench.growth.place import Place, milliseconds
from tests.bench.harness import seconds
from tests.support import make_vault, open_interview

_WORDS_A_TURN = 50
_OCTETS = 10_000
_LINEAR = Floor(ratio=1.3)


def attaching(place: Place) -> Iterator[Figure]:
    """``size`` photos that are in the vault, attached to one interview one after the other."""
    with make_vault(place.folder) as vault:
        interview = open_interview(vault, "B-1", Purpose.PHOTOGRAPH)
        made = list(photos(range(place.size), _OCTETS, vault.identity.fingerprint))
        with vault.transaction():
            for photo in made:
                keep(vault, photo)
        took = seconds(
            lambda: [vault.interviews.attach(interview.id, photo.media.id) for photo in made]
        )
    yield Figure("attaching photos, one photo", took * 1000 / place.size, floor=_LINEAR)


def cutting(place: Place) -> Iterator[Figure]:
    """A version of an account of ``size`` words that did not change since the last one."""
    with make_vault(place.folder) as vault:
        interview = _account_of(vault, place.size)
        cut = partial(vault.versions.cut, INTERVIEW_KIND, interview.id, "sent")
        cut()
        yield Figure("cut of an unchanged account", milliseconds(cut), floor=Floor(most=1))


def printing(place: Place) -> Iterator[Figure]:
    """The PDF of an account of ``size`` words."""
    with make_vault(place.folder) as vault:
        interview = _account_of(vault, place.size)
        record = load_summary(vault, interview.id)
    took = milliseconds(lambda: interview_summary(record, "en"))
    yield Figure("PDF of one account, a thousand words", took * 1000 / place.size, floor=_LINEAR)


def _account_of(vault: Vault, words: int) -> Interview:
    interview = open_interview(vault, "B-1")
    shape = replace(Shape(), turns=words // _WORDS_A_TURN, words=_WORDS_A_TURN)
    vault.interviews.save_utterances(interview.id, account(1, shape, "be"))
    return interview
