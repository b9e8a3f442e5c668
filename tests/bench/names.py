"""Names: candidates for one among 100,000 people, and the check of an interview before it leaves.

The people are invented in Russian spelling and asked for by a transliteration. The interview is
40,000 words of the accounts in ``tests/data/names``, in turns of a hundred words, looked through
in a vault for a recipient who may read no name, with thirty names protected; nothing that was
read of names before is kept.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop.model.consent import Identification, RecipientKind
from desktop.model.consent.showing import Family, Places
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.names import Index, forget
from desktop.names.tables import tables, transliterated
from desktop.showing import Form
from desktop.showing.looking import look
from desktop.vault import Vault
from tests.bench.harness import Row, Spread, Table, seconds
from tests.names.corpus import accounts
from tests.names.people import people
from tests.support import make_vault, open_interview

PEOPLE = 100_000
ASKED = 400
WORDS = 40_000
PROTECTED = 30
RUNS = 5
LEAST = Form(
    RecipientKind.UN_MECHANISM, Identification.NOTHING, places=Places.NOTHING, family=Family.NOTHING
)


def measure(folder: Path, table: Table) -> None:
    """Add the rows of both."""
    everybody = people(PEOPLE)
    table.add(Row("candidates for one name among 100,000, p95", _asked(everybody), None, "ms", 50))
    with make_vault(folder, "bench") as vault:
        for name in people(PROTECTED, seed=13):
            vault.protected.new((name,))
        checked = Spread(tuple(_checked(vault) for _ in range(RUNS)))
    table.add(Row("check of an interview of 40,000 words", checked, None, "s", 2))


def _asked(everybody: list[str]) -> Spread:
    """The p95 of several hundred names, each asked for once; milliseconds."""
    index = Index(enumerate(everybody))
    chance = random.Random(12)
    ways = [each for each in tables() if each.language == "ru"]
    took = []
    for name in chance.sample(everybody, ASKED):
        given, _patronymic, family = name.split()
        asked = transliterated(f"{given} {family}", chance.choice(ways))
        took.append(1000 * seconds(partial(index.candidates, asked)))
    return Spread((sorted(took)[int(0.95 * ASKED)],))


def _checked(vault: Vault) -> float:
    """Seconds until every place of a new interview with the same words is known."""
    interview = open_interview(vault)
    person = vault.people.get(interview.person_id)
    vault.people.save(replace(person, names=(NameForm("Ядвіга Ручаінская"),)))
    vault.interviews.save_utterances(interview.id, _turns())
    forget()
    return seconds(lambda: look(vault, interview.id, LEAST))


def _turns() -> tuple[Utterance, ...]:
    told = itertools.cycle(" ".join(text for text, _marks in accounts()).split())
    return tuple(
        Utterance(f"u-{number}", text=" ".join(itertools.islice(told, 100)))
        for number in range(WORDS // 100)
    )
