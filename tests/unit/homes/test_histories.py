"""Random histories of one record by several authors: every home ends with the same."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.home.judge import rule_of, said_by, signed
from desktop.model.authority import Rule
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.identity import Role
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.person import PERSON_KIND, Person
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault.kinds.all import BY_NAME
from tests.authors import arrive, invented
from tests.examples import examples
from tests.homes.either import HOMES, EitherHome
from tests.unit.vault.made import version_of

NOON = Moment("2026-01-01T12:00:00.000Z", 0)
OWNER, STRANGER = invented("owner"), invented("stranger")
AUTHORS = (OWNER, OWNER, invented("b"), invented("turned"), STRANGER)
"""All but the stranger are trusted; who was turned is, too."""
INTERVIEW = new_owned_id(OWNER, INTERVIEW_KIND)
PERSON = new_owned_id(OWNER, PERSON_KIND)
KINDS = (CONSENT_KIND, INTERVIEW_KIND, PERSON_KIND)
UNCHANGING = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=2000 if settings().max_examples > 1000 else examples(50),
    deadline=None,
)


class Undo(Exception):
    """Ends an example, so that the same homes serve the next one."""


@contextmanager
def undone(*homes: EitherHome) -> Iterator[None]:
    with suppress(Undo), ExitStack() as stack:
        for each in homes:
            stack.enter_context(each.transaction())
        yield
        raise Undo


def id_of(kind: RecordKind) -> str:
    """The record of this kind, which is the owner's."""
    own = {CONSENT_KIND: consent_id_of(INTERVIEW), INTERVIEW_KIND: INTERVIEW, PERSON_KIND: PERSON}
    return own[kind]


def body_of(kind: RecordKind, number: int, final: bool) -> object:
    """A record that says its number; where it is final, as its kind is when it is over."""
    if kind == CONSENT_KIND:
        withdrawn = NOON if final else None
        own = id_of(kind)
        return Consent(own, INTERVIEW, NOON, text_version=str(number), withdrawn_at=withdrawn)
    if kind == INTERVIEW_KIND:
        state = State.SEALED if final else State.UNDER_WAY
        return InterviewDocument(Interview(INTERVIEW, NOON, str(number), "p", state))
    return Person(PERSON, NOON, str(number))


def shown(home: EitherHome, kind: RecordKind) -> str:
    """The number that the record says which is shown; "" where none is."""
    if kind == CONSENT_KIND:
        consent = home.consents.for_interview(INTERVIEW)
        return consent.text_version if consent else ""
    with suppress(NoSuchRecord):
        if kind == INTERVIEW_KIND:
            return home.interviews.get(INTERVIEW).code
        return home.people.get(PERSON).code
    return ""


class History(NamedTuple):
    """Versions of one record, and the ids of those that their authors sealed."""

    versions: list[RecordVersion]
    sealed: set[str]


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to nine versions of one record by five authors, honest and hostile, whose clocks may say
    the same. Who says that a record is sealed may not have sealed it."""
    kind = draw(st.sampled_from(KINDS))
    made: list[RecordVersion] = []
    for number in range(draw(st.integers(1, 9))):
        parents = draw(st.lists(st.sampled_from(made), max_size=2, unique_by=id)) if made else []
        document = VersionDocument(
            kind,
            id_of(kind),
            tuple(sorted(parent.id for parent in parents)),
            draw(st.sampled_from(AUTHORS)),
            Moment(f"2026-01-01T00:00:{draw(st.integers(0, 5)):02}.000Z", 0),
            "",
            f"{number:032x}",
            canonical.to_plain(body_of(kind, number, draw(st.booleans()))),
        )
        made.append(version_of(document))
    return History(made, {each.id for each in made if is_closed(each) and draw(st.booleans())})


def is_closed(version: RecordVersion) -> bool:
    document = version.document
    return BY_NAME[document.kind].finality(document.body) is Finality.CLOSED


def number_of(version: RecordVersion) -> str:
    body = version.document.body
    return str(body.get("text_version") or body.get("code") or body["interview"]["code"])


def wanted(
    versions: list[RecordVersion],
    home: EitherHome,
    record_id: str,
    sealed: Collection[str] = (),
) -> Rule:
    """What the rule says of all of them in this home, where all but the stranger are known."""
    ours = home.identity.fingerprint
    kind = BY_NAME[versions[0].document.kind]
    said = {each.id: said_by(each.document, kind) for each in versions}
    return rule_of(
        record_id,
        (each.owned_by for each in said.values()),
        [
            signed(
                version_id,
                each,
                sealed=version_id in sealed,
                known=each.author != STRANGER,
                ours=each.author == ours,
            )
            for version_id, each in said.items()
        ],
    )


@UNCHANGING
@given(histories(), st.integers(0, 2**32))
def test_versions_of_several_authors_end_in_the_same_heads_and_the_same_shown_everywhere(
    archives: tuple[EitherHome, ...], history: History, seed: int
) -> None:
    versions, sealed = history
    chance, kind = random.Random(seed), versions[0].document.kind
    by_id = {version.id: version for version in versions}
    for home in archives:
        rule = wanted(versions, home, id_of(kind), sealed)
        laid = rule.laid()
        for _ in range(2):
            order = versions * 2
            chance.shuffle(order)
            with undone(home):
                for version in order:
                    trusted = version.document.author != STRANGER
                    arrive(home, version.data, sealed=version.id in sealed, trusted=trusted)
                assert home.versions.head_ids(id_of(kind)) == {e.id for e in rule.branches()}
                assert shown(home, kind) == (number_of(by_id[laid.id]) if laid else "")
                if kind == CONSENT_KIND:
                    assert_heard(home, rule)


def assert_heard(home: EitherHome, rule: Rule) -> None:
    """Every version that nobody who may has settled is asked, and it is known who may open."""
    branches = home.outlines.standings([INTERVIEW], ())[INTERVIEW]
    assert [version_id for version_id, _said in branches.heads] == [e.id for e in rule.heard()]
    assert branches.withdrawn == any(e.finality is Finality.ENDED for e in rule.heard())
    assert branches.answered == rule.answered()


# --- each writes too ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EitherHome, ...]]:
    """Two of one kind and one of the other: who exchanges does not see who keeps how."""
    folder: Path = tmp_path_factory.mktemp("three")
    kinds = [*HOMES.items(), *HOMES.items()][:3]
    homes = tuple(
        make(folder, f"{name}-{number}", Role.RESEARCHER, True)
        for number, (name, make) in enumerate(kinds)
    )
    yield homes
    for each in homes:
        each.close()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "edit", "cut", "tell"]), st.integers(0, 2), st.integers(0, 2)
    ),
    max_size=24,
)


@pytest.mark.rare
@UNCHANGING
@given(STEPS, st.integers(0, 2**32))
def test_what_several_homes_write_and_tell_each_other_ends_in_the_same_heads(
    three: tuple[EitherHome, ...], steps: list[tuple[str, int, int]], seed: int
) -> None:
    chance = random.Random(seed)
    with undone(*three):
        record_id = three[0].people.new("0", ()).id
        for other in three[1:]:
            tell(three[0], other, record_id)
        for number, (what, who, whom) in enumerate(steps, start=1):
            step(what, three[who], three[whom], record_id, str(number))
        mine = [own(home, record_id) for home in three]
        for home in three * 2:
            for other in chance.sample(three, 3):
                tell(home, other, record_id)
        everything = three[0].versions.history(record_id)
        for home, kept in zip(three, mine, strict=True):
            assert len(home.versions.history(record_id)) == len(everything)
            first = {each.id for each in wanted(everything, home, record_id).branches()}
            assert home.versions.head_ids(record_id) == first
            said = {number_of(home.versions.get(each)) for each in first}
            assert home.people.get(record_id).code in said
            if kept in first:
                now = home.people.get(record_id).code
                assert now == number_of(home.versions.get(kept)), "work of one's own stays"


def step(what: str, home: EitherHome, other: EitherHome, record_id: str, number: str) -> None:
    if what == "edit":
        home.people.save(replace(home.people.get(record_id), code=number))
    elif what == "cut":
        home.versions.cut(PERSON_KIND, record_id, "sent")
    else:
        tell(home, other, record_id)


def own(home: EitherHome, record_id: str) -> str:
    """The version that is shown, where it was cut here; "" otherwise."""
    version = home.versions.cut(PERSON_KIND, record_id, "sent")
    ours = version.document.author == home.identity.fingerprint
    return version.id if ours else ""


def tell(home: EitherHome, other: EitherHome, record_id: str) -> None:
    """Everything that one holds of the record is taken in by the other."""
    home.versions.cut(PERSON_KIND, record_id, "sent")
    for version in home.versions.history(record_id):
        arrive(other, version.data, "pkg")
