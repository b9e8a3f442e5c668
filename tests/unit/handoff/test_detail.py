"""What the page of a package tells is what went, and what the receipt says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import NoSuchRecord
from desktop.handoff.detail import InterviewWithin, received_detail, sent_detail
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Identification
from desktop.model.handoff import Outcome
from desktop.model.ids import new_id, package_file
from desktop.model.owned_id import PACKAGE, new_owned_id
from tests.unit.handoff.ends import USE, Ends, interview, receipted


def test_both_ends_tell_the_same_of_one_package(ends: Ends) -> None:
    made = interview(ends.researcher, "W-007", files=[b"photo", b"paper"])
    written = ends.write()
    sent = sent_detail(ends.researcher, written.package_id)
    assert (sent.file_name, sent.size) == (written.path.name, written.size)
    assert sent.interviews == (InterviewWithin(made.id, "W-007", Identification.FULL_NAME, True),)
    assert sent.records == {"interview": 1, "person": 1, "consent": 1, "media": 2}
    assert (sent.answered_at, sent.outcomes, sent.notable) == (None, {}, ())
    receive_package(ends.office, written.path)
    received = received_detail(ends.office, written.package_id)
    assert received.records == sent.records
    assert received.interviews == sent.interviews
    assert received.outcomes == {Outcome.ACCEPTED: 7}
    assert received.name == ends.researcher.identity.party().name
    assert received.size == len(b"photo") + len(b"paper")
    receipted(ends, written)
    settled = sent_detail(ends.researcher, written.package_id)
    assert settled.outcomes == received.outcomes
    assert settled.answered_at is not None
    assert (ends.stick / received.receipt_name).is_file()


def test_nothing_is_told_of_a_package_that_is_not_known(ends: Ends) -> None:
    for tell in (sent_detail, received_detail):
        with pytest.raises(NoSuchRecord):
            tell(ends.researcher, new_id())


def test_a_package_bears_the_name_that_was_told_beforehand(ends: Ends) -> None:
    interview(ends.researcher)
    us, them = (end.identity.fingerprint for end in (ends.researcher, ends.office))
    told = new_owned_id(us, PACKAGE)
    plan = replace(plan_package(ends.researcher, them, USE), package_id=told)
    written = write_package(ends.researcher, plan, ends.stick)
    assert (written.package_id, written.path.name) == (told, package_file(told))
