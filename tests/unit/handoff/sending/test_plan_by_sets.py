"""A plan made of all interviews together is the plan made of each by itself.

Over histories: consents given, narrowed, withdrawn and given anew, branches of them from
elsewhere, edits, cuts, shared files under one name and under two, packages and receipts; for
every purpose, with and without what was confirmed before.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.errors import ConsentRefused
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import Wish, offer_package, plan_of, plan_package
from desktop.handoff.sending.write import WrittenPackage, write_package
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.missing import missing
from desktop.model.consent.purpose import NAMELESS
from desktop.model.grounds import why_it_stays
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, Utterance
from desktop.model.person import PERSON_KIND, NameForm
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.model.values.moment import Moment
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import AboutNobody
from tests.authors import arrive
from tests.examples import examples
from tests.homes.either import HOMES, EitherHome
from tests.support import asked
from tests.unit.handoff import one_by_one
from tests.unit.handoff.ends import USE, Ends, add_file, either_ends, interview, sent
from tests.unit.vault.made import built_on

OFFICE = RecipientKind.ORGANISATION
MOSTLY_YES = st.sampled_from([Answer.YES, Answer.YES, Answer.YES, Answer.NO, Answer.ASK_AGAIN])


def cell(purpose: Purpose) -> st.SearchStrategy[ConsentAnswer]:
    """One answer, mostly a yes."""
    # What goes in other words than it was told: test_derived.py.
    shown_as = st.sampled_from([*[Identification.FULL_NAME] * 5, Identification.NOT_ASKED])
    return st.builds(ConsentAnswer, st.just(purpose), st.just(OFFICE), MOSTLY_YES, shown_as)


ANSWERS = st.one_of(
    st.tuples(cell(USE), cell(Purpose.PHOTOGRAPH)),
    st.tuples(cell(USE), cell(Purpose.PHOTOGRAPH), cell(USE)),
    st.tuples(cell(USE), cell(Purpose.KEEP)),
)
NAMED = [purpose for purpose in Purpose if purpose not in NAMELESS]
STEPS = st.lists(
    st.tuples(st.integers(0, 16), st.integers(0, 99), ANSWERS), min_size=6, max_size=24
)


class History:
    """What happens in a researcher's vault, by numbers."""

    def __init__(self, ends: Ends) -> None:
        self.ends, self.vault = ends, ends.researcher
        self.made: list[Interview] = []
        self._steps: list[Callable[[Interview, tuple[ConsentAnswer, ...]], None]] = [
            self._decide,
            self._withdraw,
            self._agree_anew,
            self._branch,
            self._branch,
            self._edit,
            self._edit_and_take_back,
            self._cut,
            self._edit_person,
            self._place,
            self._share_file,
            self._send,
            self._send_with_receipt,
            self._send_with_receipt,
            self._give_to_another,
            self._detach,
        ]
        for which in (1, 4, 2):
            self._interview(which)

    def step(self, what: int, which: int, answers: tuple[ConsentAnswer, ...]) -> None:
        """One step."""
        if what >= len(self._steps):
            self._interview(which)
        else:
            self._steps[what](self.made[which % len(self.made)], answers)

    def _interview(self, which: int) -> None:
        made = interview(self.vault, f"W-{len(self.made)}", [new_id().encode()] * (which % 3 > 0))
        if self.made and which % 4 == 0:
            person_id = self.made[0].person_id if which % 8 else new_id()
            self.vault.interviews.save(replace(made, person_id=person_id))
        self.made.append(self.vault.interviews.get(made.id))

    def _decide(self, made: Interview, answers: tuple[ConsentAnswer, ...]) -> None:
        consent = self._consent(made)
        if consent.withdrawn_at is None:
            self.vault.consents.save(replace(consent, answers=answers), "asked again")

    def _withdraw(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        self.vault.consents.withdraw(made.id, "no longer")

    def _agree_anew(self, made: Interview, answers: tuple[ConsentAnswer, ...]) -> None:
        consent = self._consent(made)
        anew = asked(self.vault, Consent(consent.id, made.id, Moment.now(), answers=answers))
        if not missing(consent, anew, self.vault.consents.to_read_out(anew)):
            self.vault.consents.decide(anew, consent)

    def _branch(self, made: Interview, answers: tuple[ConsentAnswer, ...]) -> None:
        consent = self._consent(made)
        base = self.vault.versions.history(consent.id)[0]
        body = replace(canonical.from_plain(base.document.body, Consent), answers=answers)
        arrive(self.vault, built_on(base, body).data, "from elsewhere")

    def _edit(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        words = self.vault.interviews.utterances(made.id)
        self.vault.interviews.save_utterances(made.id, (*words, Utterance(new_id(), text="more")))

    def _edit_and_take_back(self, made: Interview, answers: tuple[ConsentAnswer, ...]) -> None:
        words = self.vault.interviews.utterances(made.id)
        self._edit(made, answers)
        self.vault.interviews.save_utterances(made.id, words)

    def _cut(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        self.vault.versions.cut(INTERVIEW_KIND, made.id, "cut")

    def _edit_person(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        person = self.vault.people.find(made.person_id)
        if person is not None:
            form = NameForm(f"Invented {len(person.names)}")
            self.vault.people.save(replace(person, names=(*person.names, form)))

    def _place(self, _made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        self.vault.places.new([PlaceName("Выдуманае месца")])

    def _share_file(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        of_first = self.vault.interviews.attachments(self.made[0].id)
        if not of_first:
            return
        first = self.vault.media.get(of_first[0].media_id)
        other_name = add_file(self.vault, b"".join(self.vault.media.read(first.id))).id
        ids = [first.id, first.id, self._second_name(first.sha256, other_name)]
        self.vault.interviews.attach(made.id, ids[len(self.made) % 3], "the same")

    def _second_name(self, sha256: str, found: str) -> str:
        """Another id of the same bytes, as it comes with a package of somebody else."""
        stored = self.vault.media.by_hash(sha256)
        assert stored is not None
        assert stored.id == found
        alias = new_id()
        self.vault.media.add(replace(stored, id=alias), [])
        return alias

    def _give_to_another(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        of_first = self.vault.interviews.get(self.made[0].id).person_id
        now = self.vault.interviews.get(made.id)
        self.vault.interviews.save(replace(now, person_id=of_first))

    def _detach(self, made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        self.vault.interviews.save_attachments(made.id, ())

    def _send(self, _made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        plan = self.ends.plan()
        if not plan.empty:
            self._write(plan)

    def _write(self, plan: PackagePlan) -> WrittenPackage:
        """Write a package, in which is what was shown beforehand."""
        written = write_package(self.vault, plan, self.ends.stick)
        document, shown = sent(self.ends, written), plan.counts
        kinds = Counter(kind for kind, _id in {(e.kind, e.record_id) for e in document.records})
        going = {each.interview_id for each in document.consents}
        told = {id_ for e in document.records if e.kind == CONSENT_KIND for id_ in e.grounds}
        assert (len(going), len(document.media)) == (shown.interviews, shown.files)
        assert len(told - going) == shown.notices
        for kind in (PERSON_KIND, PLACE_KIND):
            assert kinds[kind] == shown.records.get(kind, 0)
        return written

    def _send_with_receipt(self, _made: Interview, _answers: tuple[ConsentAnswer, ...]) -> None:
        plan = self.ends.plan()
        if not plan.empty:
            written = self._write(plan)
            receive_package(self.ends.office, written.path)
            receipt = write_receipt(self.ends.office, written.package_id, self.ends.stick)
            import_receipt(self.vault, receipt.path)

    def _consent(self, made: Interview) -> Consent:
        consent = self.vault.consents.for_interview(made.id)
        assert consent is not None
        return consent


def still_holds(
    check: Callable[[EitherHome, PackagePlan], None], vault: EitherHome, plan: PackagePlan
) -> bool:
    try:
        check(vault, plan)
    except ConsentRefused:
        return False
    return True


@pytest.mark.rare
@pytest.mark.parametrize("home", HOMES)
@settings(max_examples=examples(5), deadline=None)
@given(
    steps=STEPS,
    later=STEPS,
    purpose=st.sampled_from([USE] * len(NAMED) + NAMED),
    again=st.booleans(),
    ticks=st.lists(st.integers(0, 99), max_size=6),
)
def test_the_plan_of_all_together_is_the_plan_of_each_by_itself(
    steps: list[tuple[int, int, tuple[ConsentAnswer, ...]]],
    later: list[tuple[int, int, tuple[ConsentAnswer, ...]]],
    purpose: Purpose,
    again: bool,
    ticks: list[int],
    home: str,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ends = either_ends(Path(folder), home, home)
        try:
            history = History(ends)
            for step in steps:
                history.step(*step)
            plan = same_plan(ends, purpose, None, again)
            lets_out_nothing_that_a_ground_refuses(ends, plan)
            same_selections(ends, purpose, again, ticks)
            for step in later[:3]:
                history.step(*step)
            for made in (plan, same_plan(ends, USE, None, again)):
                slowly = still_holds(one_by_one.check_still_holds, ends.researcher, made)
                assert still_holds(check_still_holds, ends.researcher, made) is slowly
                if slowly:
                    lets_out_no_more_than_now(ends, made)
        finally:
            ends.close()


def lets_out_nothing_that_a_ground_refuses(ends: Ends, plan: PackagePlan) -> None:
    """Of every kind there is, whatever it is called."""
    vault, recipient = ends.researcher, plan.recipient.recipient_kind
    for kind in KINDS:
        items = list(plan.items(kind.name))
        assert len({item.id for item in items}) == len(items)
        if isinstance(kind.grounds, AboutNobody):
            assert not any(item.grounds for item in items)
            continue
        resting = vault.outlines.grounds(kind.name, [item.id for item in items])
        for item in items:
            assert set(item.grounds) == set(resting[item.id])
            asked = (one_by_one.ask(vault, e, plan.purpose, recipient) for e in item.grounds)
            answers = [verdict.decision for verdict in asked]
            assert why_it_stays(kind.grounds.condition, answers) is None


def lets_out_no_more_than_now(ends: Ends, kept: PackagePlan) -> None:
    """A plan that was kept while the vault went on takes nothing that one made now would not."""
    ids = [each.interview_id for each in kept.going]
    to = ends.office.identity.fingerprint
    now = one_by_one.plan_package(ends.researcher, to, kept.purpose, ids, again=True)
    assert set(kept.items(PERSON_KIND)) <= set(now.items(PERSON_KIND))
    assert {each.sha256 for each in kept.media} <= {each.sha256 for each in now.media}


def same_plan(ends: Ends, purpose: Purpose, ids: list[str] | None, again: bool) -> PackagePlan:
    vault, recipient = ends.researcher, ends.office.identity.fingerprint
    plan = plan_package(vault, recipient, purpose, ids, again=again)
    assert plan == one_by_one.plan_package(vault, recipient, purpose, ids, again=again)
    return plan


def same_selections(ends: Ends, purpose: Purpose, again: bool, ticks: list[int]) -> None:
    """Leaving interviews out of an offer, in any order, is planning without them."""
    vault, recipient = ends.researcher, ends.office.identity.fingerprint
    ids = vault.outlines.interview_ids()
    offer = offer_package(vault, Wish(recipient, purpose, again=again))
    selection = offer.everything
    for tick in ticks:
        interview_id = ids[tick % len(ids)]
        out = interview_id in selection.left_out
        selection = selection.with_(interview_id) if out else selection.without(interview_id)
        rest = [each for each in ids if each not in selection.left_out]
        plan = plan_of(selection)
        assert plan == one_by_one.plan_package(vault, recipient, purpose, rest, again=again)
        assert (selection.counts, selection.size) == (plan.counts, plan.size)
        assert selection.empty is plan.empty
        assert selection.totals == offer.without(selection.left_out).totals
        going = [each.id for each in offer.looked.values() if selection.goes(each)]
        assert going == [each.interview_id for each in plan.going]
        assert set(going) <= {each.id for each in offer.may_go}
