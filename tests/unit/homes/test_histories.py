"""Random histories of one record by several authors: every home ends with the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.home.judge import rule_of, said_by, signed
from desktop.model.authority import Rule
from desktop.model.consent import CONSENT_KIND, Consent
from desktop.model.identity import Role
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.moment import Moment
from desktop.model.person import PERSON_KIND, Person
from desktop.model.precedence import Finality
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault.kinds.all import BY_NAME
from tests.authors import arrive, invented
from tests.homes.either import HOMES, EitherHome
from tests.unit.vault.made import version_of

NOON = Moment("2026-01-01T12:00:00.000Z", 0)
RECORD = "r-1"
AUTHORS = tuple(map(invented, "abc"))
KINDS = (CONSENT_KIND, INTERVIEW_KIND, PERSON_KIND)
UNCHANGING = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None
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


def body_of(kind: RecordKind, number: int, final: bool) -> object:
    """A record that says its number; where it is final, as its kind is when it is over."""
    if kind == CONSENT_KIND:
        withdrawn = NOON if final else None
        return Consent(RECORD, "i-1", NOON, text_version=str(number), withdrawn_at=withdrawn)
    if kind == INTERVIEW_KIND:
        state = State.SEALED if final else State.UNDER_WAY
        return InterviewDocument(Interview(RECORD, NOON, str(number), "p", state))
    return Person(RECORD, NOON, str(number))


def shown(home: EitherHome, kind: RecordKind) -> str:
    """The number that the record says which is shown."""
    if kind == CONSENT_KIND:
        consent = home.consents.for_interview("i-1")
        return consent.text_version if consent else ""
    if kind == INTERVIEW_KIND:
        return home.interviews.get(RECORD).code
    return home.people.get(RECORD).code


@st.composite
def histories(draw: st.DrawFn) -> list[RecordVersion]:
    """Up to nine versions of one record by three authors whose clocks may say the same."""
    kind = draw(st.sampled_from(KINDS))
    made: list[RecordVersion] = []
    for number in range(draw(st.integers(1, 9))):
        parents = draw(st.lists(st.sampled_from(made), max_size=2, unique_by=id)) if made else []
        document = VersionDocument(
            kind,
            RECORD,
            tuple(sorted(parent.id for parent in parents)),
            draw(st.sampled_from(AUTHORS)),
            Moment(f"2026-01-01T00:00:{draw(st.integers(0, 5)):02}.000Z", 0),
            "",
            f"{number:032x}",
            canonical.to_plain(body_of(kind, number, draw(st.booleans()))),
        )
        made.append(version_of(document))
    return made


def number_of(version: RecordVersion) -> str:
    body = version.document.body
    return str(body.get("text_version") or body.get("code") or body["interview"]["code"])


def wanted(versions: list[RecordVersion], home: EitherHome, record_id: str = RECORD) -> Rule:
    """What the rule says of all of them in this home, where everybody is known and whoever closed
    a record sealed it."""
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
                sealed=each.finality is Finality.CLOSED,
                known=True,
                ours=each.author == ours,
            )
            for version_id, each in said.items()
        ],
    )


@UNCHANGING
@given(histories(), st.integers(0, 2**32))
def test_versions_of_several_authors_end_in_the_same_heads_and_the_same_shown_everywhere(
    archives: tuple[EitherHome, ...], versions: list[RecordVersion], seed: int
) -> None:
    chance, kind = random.Random(seed), versions[0].document.kind
    by_id = {version.id: version for version in versions}
    for home in archives:
        rule = wanted(versions, home)
        laid = rule.laid()
        assert laid is not None
        for _ in range(2):
            order = versions * 2
            chance.shuffle(order)
            with undone(home):
                for version in order:
                    arrive(home, version.data, "pkg")
                assert home.versions.head_ids(RECORD) == {each.id for each in rule.branches()}
                assert shown(home, kind) == number_of(by_id[laid.id])


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
