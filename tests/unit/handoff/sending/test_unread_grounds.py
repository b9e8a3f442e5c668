"""What nobody here could read leaves by what it came as resting on, not by what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable

from desktop import canonical
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import CONSENT_KIND, Purpose, Refusal
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from tests.homes.either import EitherHome
from tests.unit.handoff.ends import USE, Ends, Vaults, decide, interview, receipted, yes
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_newer import consent_of, future, let_all_out, refusal, take


def left(home: EitherHome, ends: Ends, *interviews: str) -> set[str]:
    """The versions that a package of these interviews brings the researcher."""
    recipient = ends.researcher.identity.fingerprint
    plan = plan_package(home, recipient, USE, interviews)
    written = write_package(home, plan, ends.stick)
    return {each.version_id for each in home.packages.get_sent(written.package_id).document.records}


def heads(home: EitherHome, ids: Iterable[str]) -> set[str]:
    return {head for id_ in ids for head in home.versions.head_ids(id_)}


def test_a_newer_version_of_a_person_shown_here_stays_with_its_own_interview(ends: Ends) -> None:
    """The person is shown on one interview, that lets the name out; what is unread came with
    another, that does not."""
    open_one, close_one = interview(ends.office, "W-1"), interview(ends.office, "W-2")
    let_all_out(ends.office, open_one)
    decide(ends.office, close_one, yes(Purpose.KEEP))

    person = ends.office.people.get(open_one.person_id)
    (first,) = ends.office.versions.head_ids(person.id) or {
        ends.office.versions.cut(PERSON_KIND, person.id, "sent").id
    }
    unread = future(PERSON_KIND, person.id, person, parents=[first], needs=["masks"])
    (line,) = take(ends, (PERSON_KIND, person.id, unread), grounds=(close_one.id,))
    assert line.item not in left(ends.office, ends, open_one.id)
    assert line.item not in left(ends.office, ends, open_one.id, close_one.id)
    decide(ends.office, close_one, yes(USE), yes(Purpose.PHOTOGRAPH))
    assert line.item in left(ends.office, ends, open_one.id, close_one.id)


def test_one_that_came_with_the_same_interview_goes_along(ends: Ends) -> None:
    made = interview(ends.office)
    let_all_out(ends.office, made)
    person = ends.office.people.get(made.person_id)
    ends.office.versions.cut(PERSON_KIND, person.id, "sent")
    unread = future(PERSON_KIND, person.id, person, needs=["masks"])
    (line,) = take(ends, (PERSON_KIND, person.id, unread), grounds=(made.id,))
    assert line.item in left(ends.office, ends, made.id)


def test_a_consent_erased_by_its_envelope_is_told_although_it_names_no_interview(
    ends: Vaults,
) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    own, body, parents = consent_of(ends.office, made)
    closes = {"interviews": [], "withdrawn_at": canonical.to_plain(NOON), "erased_at": None}
    gone = future(CONSENT_KIND, own, body, needs=["masks"], parents=parents, closes=closes)
    (line,) = take(ends, (CONSENT_KIND, own, gone))
    assert line.reason == "withdrawn"
    assert refusal(ends.office, made) is Refusal.WITHDRAWN
    logged = [each.detail for each in ends.office.custody.events(made.id)]
    assert any(each.get("state") == "withdrawn" for each in logged)


def test_an_interview_erased_by_its_envelope_is_told(ends: Vaults) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    closes = {"interviews": [], "withdrawn_at": None, "erased_at": canonical.to_plain(NOON)}
    (line,) = take(
        ends, (INTERVIEW_KIND, made.id, future(INTERVIEW_KIND, made.id, {}, closes=closes))
    )
    assert line.reason == "withdrawn"
    assert refusal(ends.office, made) is Refusal.WITHDRAWN
