"""What the log tells of files that were written out: each once, and none that came to nothing."""

from __future__ import annotations

import time
from dataclasses import replace

from desktop.model.consent.told_by_others import told_by_others
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.values.moment import Moment
from desktop.model.written_out import FILE, NOT_FINISHED, What, copy_detail, written_out

NOON = Moment("2026-03-01T11:00:00.000Z", 60)
CODE = {"what": "summary printed", "identification": "code"}
NAME = {"what": "summary printed", "identification": "full-name", "reason": "order"}


def told(seq: int, kind: CustodyKind, object_id: str, detail: dict[str, str]) -> CustodyEvent:
    agent, hash_ = "SHA256:a", "0" * 64
    return CustodyEvent(
        seq, f"e{seq}", NOON, agent, kind, "interview", object_id, hash_, hash_, detail
    )


def by(agent: str, *rows: CustodyEvent) -> list[CustodyEvent]:
    return [replace(row, agent=agent) for row in rows]


def found(*rows: CustodyEvent) -> list[tuple[What, str]]:
    return [(each.what, each.reason) for each in written_out(rows)]


def test_each_kind_of_file_is_told_with_its_reason_newest_first() -> None:
    rows = [
        told(1, CustodyKind.DISCLOSURE, "i", CODE),
        told(2, CustodyKind.DISCLOSURE, "i", NAME),
        told(3, CustodyKind.REPLICATION, "m", {"to": FILE, "reason": "danger"}),
        told(4, CustodyKind.DISCLOSURE, "i", {"what": "consent printed"}),
        told(5, CustodyKind.DISCLOSURE, "i", {"what": "safe contact shown"}),
        told(6, CustodyKind.REPLICATION, "v", {}),
    ]
    expected = [
        (What.AGREED, ""),
        (What.ORIGINAL, "danger"),
        (What.SUMMARY_BY_NAME, "order"),
        (What.SUMMARY_BY_CODE, ""),
    ]
    assert found(*rows) == found(*reversed(rows)) == found(*rows, *rows) == expected


def test_a_copy_of_many_records_is_one_and_the_next_another() -> None:
    first, second = copy_detail("be", "order"), copy_detail("be", "order")
    rows = [told(n, CustodyKind.DISCLOSURE, f"r{n}", first) for n in range(1, 4)]
    again = [told(n, CustodyKind.DISCLOSURE, f"r{n}", second) for n in range(4, 7)]
    assert found(*rows, *again) == [(What.ALL_HELD, "order")] * 2


def test_a_file_that_was_not_finished_takes_away_its_own_row_alone() -> None:
    stopped = {**NAME, FILE: NOT_FINISHED}
    rows = [
        told(1, CustodyKind.DISCLOSURE, "i", NAME),
        told(2, CustodyKind.DISCLOSURE, "j", NAME),
        told(3, CustodyKind.DISCLOSURE, "i", NAME),
        told(4, CustodyKind.DISCLOSURE, "i", stopped),
    ]
    assert found(*rows) == [(What.SUMMARY_BY_NAME, "order")] * 2
    assert found(rows[3]) == []


def test_of_two_that_say_the_same_each_that_came_to_nothing_takes_one() -> None:
    stopped = {**NAME, FILE: NOT_FINISHED}
    details = [NAME, NAME, stopped, stopped, NAME, stopped, stopped, NAME]
    rows = [told(n, CustodyKind.DISCLOSURE, "i", each) for n, each in enumerate(details)]
    assert found(*rows) == [(What.SUMMARY_BY_NAME, "order")]


def test_a_log_of_many_files_that_came_to_nothing_is_read_in_proportion_to_it() -> None:
    """Another vault's log is as long as its owner likes."""

    def seconds(many: int) -> float:
        rows = [
            told(n, CustodyKind.DISCLOSURE, f"i{n % many}", {**NAME, FILE: NOT_FINISHED})
            if n >= many
            else told(n, CustodyKind.DISCLOSURE, f"i{n}", NAME)
            for n in range(2 * many)
        ]
        began = time.process_time()
        assert found(*rows) == []
        return time.process_time() - began

    # Eight times the rows took 64 times as long. Windows counts the time in steps of 1/64 s.
    assert seconds(4000) < 20 * max(seconds(500), 1 / 64)


def test_what_other_vaults_report_is_told_vault_by_vault_without_what_came_here() -> None:
    """Rows of two logs have the same numbers; one package is in the row of each record."""
    theirs = [
        told(1, CustodyKind.DISCLOSURE, "i", NAME),
        told(2, CustodyKind.TRANSFER, "i", {"package": "here"}),
        told(3, CustodyKind.TRANSFER, "i", {"package": "elsewhere"}),
        told(4, CustodyKind.TRANSFER, "m", {"package": "elsewhere"}),
        told(5, CustodyKind.DISCLOSURE, "i", CODE | {"reason": "<b>a reason of nobody"}),
    ]
    others = [told(1, CustodyKind.REPLICATION, "m", {"to": FILE, "reason": "danger"})]
    rows = [*by("SHA256:a", *theirs), *by("SHA256:b", *others)]
    said = told_by_others(rows, {"here"})
    assert sorted((each.by, each.what or "", each.reason) for each in said) == [
        ("SHA256:a", "", ""),
        ("SHA256:a", What.SUMMARY_BY_CODE, ""),
        ("SHA256:a", What.SUMMARY_BY_NAME, "order"),
        ("SHA256:b", What.ORIGINAL, "danger"),
    ]
    assert told_by_others([], {"here"}) == ()
