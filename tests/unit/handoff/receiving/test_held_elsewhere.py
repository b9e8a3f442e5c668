"""What an organisation holds about somebody whose account it was sent, perhaps without a name."""

from __future__ import annotations

import json
from pathlib import Path

from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import Identification
from desktop.model.consent.beyond import Reason
from desktop.model.ids import new_id
from desktop.model.version import RecordKind
from desktop.reports.printing import JSON, write_held
from tests.unit.handoff.ends import USE, Vaults, decide, interview, yes
from tests.unit.handoff.receiving.test_newer import future, take
from tests.unit.reports.test_interview_summary import all_text, squeezed


def test_an_account_that_came_by_code_is_copied_without_a_record_of_the_person(
    ends: Vaults, tmp_path: Path
) -> None:
    """Nobody there knows the name, and the person asks there all the same."""
    made = interview(ends.researcher)
    decide(ends.researcher, made, yes(USE, Identification.CODE))
    receive_package(ends.office, ends.write().path)
    [there] = ends.office.outlines.interview_ids()
    person_id = ends.office.interviews.get(there).person_id
    assert ends.office.people.find(person_id) is None
    target = tmp_path / "a.json"
    write_held(ends.office, person_id, target, JSON, Reason.FOR_THE_PERSON)
    copy = json.loads(target.read_bytes())
    assert {each["kind"] for each in copy["records"]} == {"interview", "consent"}
    assert copy["named"] == []
    write_held(ends.office, person_id, tmp_path / "a.pdf", "en", Reason.FOR_THE_PERSON)
    assert squeezed("Your account arrived here under a code") in all_text(
        (tmp_path / "a.pdf").read_bytes()
    )


def test_what_a_newer_program_wrote_about_it_is_named_and_copied_whole(
    ends: Vaults, tmp_path: Path
) -> None:
    made, event = interview(ends.researcher), new_id()
    receive_package(ends.office, ends.write().path)
    data = future(RecordKind("event"), event, {"what": "unheard of"})
    take(ends, (RecordKind("event"), event, data), grounds=(made.id,))
    target = tmp_path / "a.json"
    write_held(ends.office, made.person_id, target, JSON, Reason.ORDER)
    [unread] = json.loads(target.read_bytes())["unread"]
    assert (unread["kind"], unread["id"]) == ("event", event)
    assert unread["versions"] == [json.loads(data)]
    write_held(ends.office, made.person_id, tmp_path / "a.pdf", "en", Reason.ORDER)
    text = all_text((tmp_path / "a.pdf").read_bytes())
    assert squeezed("1 more record is based on the account") in text
