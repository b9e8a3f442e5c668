"""What is shown of a vault costs what is shown, however much lies in the vault.

A list, a page or a count that is read somewhere has its line in ``FLAT`` or
``LOOKED_THROUGH``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pytest

from desktop.errors import NoSuchRecord
from desktop.model.file_sort import FileSort
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, State, Utterance
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.place import Place, PlaceName
from desktop.model.version import RecordVersion
from desktop.reading.agenda import read_agenda
from desktop.vault import InterviewFilter, PersonFilter, Vault
from desktop.vault.records.originals.media_lists import ALL_FILES, MediaFilter, MediaOrder
from desktop.vault.records.places import PlaceFilter
from tests.support import make_vault, memory_of, open_interview
from tests.unit.vault.made import OFFICE, add, send
from tests.unit.vault.rules.costs import Cost, Read, cost_of, whole_tables

FEW, MANY = 60, 600
PAGE = 20
ROOM = 30
"""Steps that may come on top, wherever a search in a deeper tree takes them."""
DEEPER = 1.25
"""And so much for each search of a read that makes several; ten times as much would be ten."""


def fill(vault: Vault, number: int) -> None:
    """Invented interviews, each with a person, a consent, a version and a file."""
    with vault.transaction():
        for n in range(number):
            interview = open_interview(vault, f"I-{n:04}") if n % 2 else planned(vault, n)
            person = vault.people.get(interview.person_id)
            names = (NameForm(f"Прыдуманы {n}"), NameForm("Янка"))
            vault.people.save(replace(person, names=names))
            vault.interviews.attach(interview.id, add(vault, str(n).encode()).id, "подпіс")
            vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")
            vault.sets.new(f"DCIM {n}", [file.id for file in vault.media.all(0, 2)])
        places(vault, number // 2)


def places(vault: Vault, number: int) -> None:
    """Towns with two places in each of them, one inside the other."""
    outer = ""
    for n in range(number):
        forms = (PlaceName(f"Прыдуманае {n}"), PlaceName("Вязынь"))
        place = vault.places.new(forms, "colony" if n % 3 else "locality")
        vault.places.save(replace(place, part_of=outer if n % 3 else ""))
        outer = place.id


def planned(vault: Vault, number: int) -> Interview:
    person = vault.people.new(f"P-{number:04}")
    return vault.interviews.new(f"I-{number:04}", person.id, "be")


def begin(vault: Vault) -> None:
    """What is read once for each session, however often anything is shown: all consents
    (``desktop/vault/records/lone_consents.py``), and all decisions on who is one person."""
    vault.interviews.summaries()
    vault.sameness.groups()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("few")) as vault:
        fill(vault, FEW)
        begin(vault)
        yield vault


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("many")) as vault:
        fill(vault, MANY)
        begin(vault)
        yield vault


def interviews(offset: int = 0, **chosen: object) -> Read:
    wanted = replace(InterviewFilter(), **chosen)  # type: ignore[arg-type]
    return lambda vault: vault.interviews.summaries(wanted, offset, PAGE)


def files(**chosen: object) -> Read:
    wanted = replace(ALL_FILES, **chosen)  # type: ignore[arg-type]

    def read(vault: Vault) -> object:
        asked = replace(wanted, interview=newest(vault)) if wanted.interview else wanted
        return vault.media.summaries(asked, limit=PAGE), vault.media.count(asked)

    return read


def newest(vault: Vault) -> str:
    return vault.interviews.summaries(limit=1)[0].id


def a_place(vault: Vault) -> Place:
    [found] = vault.places.summaries(PlaceFilter(kind="colony"), 1, 1)
    return vault.places.get(found.id)


FLAT: dict[str, Read] = {
    "interviews": interviews(),
    "interviews of a state": interviews(state=State.UNDER_WAY),
    "interviews of a person": lambda vault: vault.interviews.summaries(
        InterviewFilter(person_id=vault.interviews.get(newest(vault)).person_id), 0, PAGE
    ),
    "all interviews counted": lambda vault: vault.interviews.count(),
    "interview by its code": lambda vault: vault.interviews.with_code("I-0007"),
    "people": lambda vault: vault.people.summaries(limit=PAGE),
    "all people counted": lambda vault: vault.people.count(),
    "places": lambda vault: vault.places.summaries(limit=PAGE),
    "places of a kind": lambda vault: vault.places.summaries(PlaceFilter(kind="colony"), 0, PAGE),
    "all places counted": lambda vault: vault.places.count(),
    "where a place lies": lambda vault: vault.places.within(a_place(vault)),
    "what lies in a place": lambda vault: vault.places.parts(a_place(vault).part_of, PAGE),
    "files": lambda vault: vault.media.all(0, PAGE),
    "all files counted": lambda vault: vault.media.count(),
    "files with where they stand": lambda vault: vault.media.summaries(limit=PAGE),
    "sets": lambda vault: vault.sets.summaries(limit=PAGE),
    "all sets counted": lambda vault: vault.sets.count(),
    "a page of a set": lambda vault: vault.sets.page(vault.sets.summaries(limit=1)[0].id, 0, PAGE),
    "sets of a file": lambda vault: vault.sets.of_file(vault.media.all(0, 1)[0].id),
    "attached files": lambda vault: vault.interviews.attachments(newest(vault)),
    "versions": lambda vault: vault.versions.history(newest(vault)),
    "heads": lambda vault: vault.versions.head_ids(newest(vault)),
    "how far it was sent": lambda vault: vault.interviews.handoff_state(newest(vault)),
    "custody of one": lambda vault: vault.custody.events(newest(vault)),
    "all packages counted": lambda vault: vault.packages.count_sent(),
    "all packages that came": lambda vault: vault.packages.received_ids(),
    "a word found": lambda vault: vault.search.find("0007"),
}
LOOKED_THROUGH: dict[str, tuple[Read, int]] = {
    "interviews, far down": (lambda vault: interviews(_last(vault))(vault), 3),
    "interviews of a state, far down": (
        lambda vault: interviews(_last(vault) // 2, state=State.UNDER_WAY)(vault),
        3,
    ),
    "interviews of each state counted": (lambda vault: vault.interviews.count_states(), 8),
    "interviews of one state counted": (
        lambda vault: vault.interviews.count(InterviewFilter(State.UNDER_WAY)),
        3,
    ),
    "interviews by text": (interviews(text="янка"), 6),
    "interviews by text that none holds": (interviews(text="няма"), 6),
    "interviews by a letter of all": (interviews(text="і"), 6),
    "interviews by text, far down": (
        lambda vault: interviews(_last(vault), text="янка")(vault),
        9,
    ),
    "interviews by text of each state counted": (
        lambda vault: vault.interviews.count_states(InterviewFilter(text="янка")),
        14,
    ),
    "highest code of an interview": (lambda vault: vault.interviews.highest_code("I"), 30),
    "highest code of a person": (lambda vault: vault.people.highest_code("P"), 30),
    "people, far down": (lambda vault: vault.people.summaries(offset=_last(vault), limit=PAGE), 3),
    "people by text": (lambda vault: vault.people.summaries(PersonFilter("янка"), 0, PAGE), 6),
    "people by text counted": (lambda vault: vault.people.count(PersonFilter("янка")), 7),
    "places, far down": (
        lambda vault: vault.places.summaries(offset=vault.places.count() - PAGE, limit=PAGE),
        3,
    ),
    "places by text": (lambda vault: vault.places.summaries(PlaceFilter("вязынь"), 0, PAGE), 6),
    "places by text counted": (lambda vault: vault.places.count(PlaceFilter("вязынь")), 7),
    "places of a kind counted": (lambda vault: vault.places.count(PlaceFilter(kind="colony")), 3),
    "places by text of a kind": (
        lambda vault: vault.places.summaries(PlaceFilter("вязынь", "colony"), 0, PAGE),
        6,
    ),
    "places that another may lie in": (
        lambda vault: vault.places.summaries(PlaceFilter(outside=a_place(vault).id), 0, PAGE),
        6,
    ),
    "places that another may lie in, counted": (
        lambda vault: vault.places.count(PlaceFilter(outside=a_place(vault).id)),
        6,
    ),
    "a place by its name": (lambda vault: vault.places.with_name("прыдуманае 7"), 9),
    "files, far down": (lambda vault: vault.media.all(_last(vault), PAGE), 4),
    "files with where they stand, far down": (
        lambda vault: vault.media.summaries(offset=_last(vault), limit=PAGE),
        4,
    ),
    **{
        f"files {said}": (files(**chosen), each)
        for said, chosen, each in (
            ("of an interview", {"interview": "?"}, 16),
            ("of no interview", {"attached": False}, 50),
            ("of two sorts", {"sorts": frozenset((FileSort.SOUND, FileSort.OTHER))}, 30),
            ("taken on some days", {"taken_since": "2026-01-01", "taken_until": "2026-01-09"}, 14),
            ("that came on some days", {"arrived_since": "2001-01-01"}, 16),
            ("with a place", {"place": True}, 15),
            ("with a problem", {"problem": True}, 26),
            ("that were handed over", {"handed_over": True}, 40),
            ("by a part of the name", {"text": "няма"}, 9),
        )
    },
    "files by name": (lambda vault: vault.media.summaries(order=MediaOrder.NAME, limit=PAGE), 20),
    "files when taken": (
        lambda vault: vault.media.summaries(order=MediaOrder.TAKEN, limit=PAGE),
        20,
    ),
    "files of a set, sorted by it": (
        lambda vault: vault.media.summaries(
            MediaFilter(set_id=vault.sets.summaries(limit=1)[0].id),
            order=MediaOrder.IN_SET,
            limit=PAGE,
        ),
        12,
    ),
}
"""What looks at every record, and how many steps it may take at each."""


def _last(vault: Vault) -> int:
    return vault.interviews.count() - PAGE


@pytest.mark.parametrize("read", FLAT.values(), ids=FLAT)
def test_what_is_shown_costs_the_same_in_a_vault_of_ten_times_as_much(
    few: Vault, many: Vault, read: Read
) -> None:
    small, large = cost_of(few, read), cost_of(many, read)
    assert len(large.statements) == len(small.statements)
    assert large.steps <= DEEPER * small.steps + ROOM
    assert whole_tables(many._db, large) == []


@pytest.mark.parametrize(("read", "each"), LOOKED_THROUGH.values(), ids=LOOKED_THROUGH)
def test_a_filter_costs_a_look_at_an_index_for_each_record(
    few: Vault, many: Vault, read: Read, each: int
) -> None:
    small, large = cost_of(few, read), cost_of(many, read)
    assert len(large.statements) == len(small.statements)
    assert large.steps <= small.steps + ROOM + each * (MANY - FEW)
    assert whole_tables(many._db, large) == []


def test_what_waits_costs_some_looks_at_indexes_for_each_record(few: Vault, many: Vault) -> None:
    small, large = cost_of(few, read_agenda), cost_of(many, read_agenda)
    assert len(large.statements) == len(small.statements)
    assert large.steps <= small.steps + ROOM + 60 * (MANY - FEW)


def test_every_kind_with_a_list_of_its_own_has_its_costs_here(vault: Vault) -> None:
    asked = Path(__file__).read_text("utf-8")
    kinds = {name: noun for name, noun in vars(vault).items() if hasattr(noun, "kind")}
    reads = {
        f"vault.{name}.{read}("
        for name, noun in kinds.items()
        for read in ("summaries", "count")
        if hasattr(noun, "summaries")
    }
    missing = {read for read in reads if read not in asked}
    assert not missing, f"{sorted(missing)}: a line in FLAT, and one far down in LOOKED_THROUGH"


@pytest.mark.rare
def test_attaching_a_file_to_an_interview_of_many_files_costs_what_the_first_one_cost(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    media = [add(vault, str(n).encode()) for n in range(MANY)]

    def attach(number: int) -> Cost:
        return cost_of(vault, lambda v: v.interviews.attach(interview.id, media[number].id, ""))

    costs = [attach(number) for number in range(MANY)]
    assert len(costs[-1].statements) == len(costs[1].statements)
    # A single one may have to make room in a page of an index.
    last = median(each.steps for each in costs[-9:])
    assert last <= costs[1].steps + ROOM
    there = vault.interviews.attachments(interview.id)
    assert [attachment.media_id for attachment in there] == [each.id for each in media]


def test_cutting_an_unchanged_account_reads_its_version_and_nothing_of_the_account(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    spoken = tuple(Utterance(new_id(), text=f"Слова {n}") for n in range(MANY))
    vault.interviews.save_utterances(interview.id, spoken)

    def cut(vault: Vault) -> RecordVersion:
        return vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")

    version = cut(vault)
    again = cost_of(vault, cut)
    assert cut(vault) == version
    assert len(again.statements) == 2
    assert again.steps <= ROOM
    vault.interviews.save_utterances(interview.id, spoken[1:])
    assert cut(vault).document.parents == (version.id,)


def test_cutting_an_unchanged_account_of_40000_words_decodes_nothing_of_it(vault: Vault) -> None:
    interview = open_interview(vault)
    spoken = tuple(Utterance(new_id(), text="слова " * 50) for _ in range(800))
    vault.interviews.save_utterances(interview.id, spoken)

    def cut() -> RecordVersion:
        return vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")

    size = len(cut().data)
    assert size > 400_000
    kept, peak = memory_of(cut)
    assert peak < 1.1 * size
    assert kept.document.body["interview"]["id"] == interview.id


def test_an_unchanged_record_of_another_kind_is_not_taken_for_this_one(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.versions.cut(INTERVIEW_KIND, interview.id, "sent")
    for ask in (vault.versions.would_differ, partial(vault.versions.cut, reason="sent")):
        with pytest.raises(NoSuchRecord):
            ask(PERSON_KIND, interview.id)


def test_an_interview_that_is_opened_reads_no_list_of_what_lay_in_its_packages(
    vault: Vault,
) -> None:
    interview = open_interview(vault)
    send(vault, interview.id)
    state = cost_of(vault, lambda v: v.interviews.handoff_state(interview.id))
    plans = [
        line
        for sql in state.statements
        for *_, line in vault._db.all(f"EXPLAIN QUERY PLAN {sql}")
        if line.startswith("SEARCH s ")
    ]
    assert plans == ["SEARCH s USING INDEX sqlite_autoindex_package_sent_1 (package_id=?)"]
    assert not any("package_sent_piece" in sql for sql in state.statements)
    assert vault.interviews.handoff_state(interview.id).sent[0].recipient_name == OFFICE.name
