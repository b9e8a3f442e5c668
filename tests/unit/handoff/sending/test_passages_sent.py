"""A passage goes where its whole account goes as it was said, and holds nothing beyond that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.anchoring import Stands
from desktop.model.consent import ConsentAnswer, Identification, Purpose
from desktop.model.interview import Interview, Utterance
from desktop.model.owned_id import new_owned_id
from desktop.model.passage import PASSAGE_KIND, Passage
from desktop.model.protected import From
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from tests.authors import arrive
from tests.unit.handoff.ends import USE, Vaults, add_file, decide, interview, receipted, sent, yes
from tests.unit.handoff.receiving.test_whose_word_counts import said, send
from tests.unit.handoff.sender import SENDER, Sender, entry_of

NAMED = yes(USE, Identification.FULL_NAME)
BY_CODE = yes(USE, Identification.CODE)
PHOTO = yes(Purpose.PHOTOGRAPH)
TOLD = "Ядвіга стаяла каля дзвярэй. Сусед маўчаў."


@dataclass(frozen=True, slots=True)
class Marked:
    """An interview, and a passage of it."""

    interview: Interview
    passage: Passage


def write(vault: Vault, made: Interview, text: str) -> None:
    vault.interviews.save_utterances(made.id, [Utterance("u1", text=text)])


def marked(vault: Vault, *answers: ConsentAnswer, code: str = "W-001") -> Marked:
    made = interview(vault, code)
    decide(vault, made, *answers)
    write(vault, made, TOLD)
    [spot] = vault.passages.places_of(made.id, "Сусед маўчаў")
    return Marked(made, vault.passages.new(made.id, spot))


def leaves(ends: Vaults) -> set[str]:
    return {item.id for item in ends.plan().items(PASSAGE_KIND)}


def passages(ends: Vaults, *, again: bool = False) -> Iterable[bytes]:
    """The versions of passages in the next package, as they are sent."""
    document = sent(ends, ends.write(again=again))
    for each in document.records:
        if each.kind == PASSAGE_KIND:
            yield ends.researcher.versions.data(each.version_id)


def test_it_arrives_and_stands_in_the_account_that_came_with_it(ends: Vaults) -> None:
    it = marked(ends.researcher, NAMED, PHOTO)
    receipted(ends, ends.write())
    [placed] = ends.office.passages.of_interview(it.interview.id)
    assert placed.passage == it.passage
    assert placed.anchor.stands is Stands.HERE
    write(ends.researcher, it.interview, f"Так, так. {TOLD}")
    ends.researcher.interviews.seal(it.interview.id)
    receipted(ends, ends.write())
    [placed] = ends.office.passages.of_interview(it.interview.id)
    assert placed.passage == ends.researcher.passages.get(it.passage.id)
    assert placed.passage.version_id
    assert placed.anchor.stands is Stands.HERE
    assert ends.office.versions.head_ids(it.passage.id) == ends.researcher.versions.head_ids(
        it.passage.id
    ), "nobody here wrote to it"


def test_what_the_office_marks_goes_along_with_what_arrives(ends: Vaults) -> None:
    it = marked(ends.researcher, NAMED, PHOTO)
    receive_package(ends.office, ends.write().path)
    [spot] = ends.office.passages.places_of(it.interview.id, "каля дзвярэй")
    ours = ends.office.passages.new(it.interview.id, spot)
    text = f"Іх было двое. {TOLD}"
    write(ends.researcher, it.interview, text)
    receive_package(ends.office, ends.write().path)
    moved = ends.office.passages.get(ours.id)
    assert moved.start == text.index("каля")
    ends.researcher.interviews.seal(it.interview.id)
    receive_package(ends.office, ends.write().path)
    fixed = ends.office.passages.get(ours.id)
    assert fixed.version_id in ends.office.versions.head_ids(it.interview.id)
    assert ends.office.passages.placed(ours.id).anchor.stands is Stands.HERE


@pytest.mark.parametrize(
    "answers", [(BY_CODE, PHOTO), (NAMED,), (PHOTO,), ()],
    ids=["by code", "without photos", "photos alone", "nothing"],
)  # fmt: skip
def test_it_stays_where_not_everything_may_go(
    ends: Vaults, answers: tuple[ConsentAnswer, ...]
) -> None:
    marked(ends.researcher, *answers)
    assert leaves(ends) == set()


def test_it_stays_where_its_account_goes_with_a_name_replaced(ends: Vaults) -> None:
    """Also where the name stands in none of its words."""
    it = marked(ends.researcher, NAMED, PHOTO)
    assert leaves(ends) == {it.passage.id}
    entry = ends.researcher.protected.new(["Ядвіга"])
    ends.researcher.protected.save(replace(entry, kept_from=From.EVERYONE))
    assert leaves(ends) == set()


def test_words_that_were_taken_out_of_the_account_leave_in_no_passage(ends: Vaults) -> None:
    it = marked(ends.researcher, NAMED, PHOTO)
    write(ends.researcher, it.interview, "Ядвіга стаяла каля дзвярэй.")
    assert ends.researcher.passages.placed(it.passage.id).anchor.stands is Stands.GONE
    assert leaves(ends) == set()


def test_neither_do_words_that_stood_beside_it(ends: Vaults) -> None:
    """The passage of a sealed account keeps them, and what is laid now is a newer one."""
    it = marked(ends.researcher, NAMED, PHOTO)
    ends.researcher.interviews.seal(it.interview.id)
    assert leaves(ends) == {it.passage.id}
    document = ends.researcher.interviews.document(it.interview.id)
    shorter = (Utterance("u1", text="Ядвіга стаяла. Сусед маўчаў."),)
    with ends.researcher.transaction():
        ends.researcher.interviews.kind.lay(
            ends.researcher._db, replace(document, utterances=shorter)
        )
    assert leaves(ends) == set()


def test_what_came_of_somebody_elses_hand_is_not_passed_on(ends: Vaults) -> None:
    """A version under the id of our passage, by the office, lies beside and goes nowhere."""
    it = marked(ends.researcher, NAMED, PHOTO)
    receive_package(ends.office, ends.write().path)
    ends.office.passages.save(replace(it.passage, quote="Сусед крычаў"))
    theirs = ends.office.versions.cut(PASSAGE_KIND, it.passage.id, "moved")
    arrive(ends.researcher, theirs.data, "package")
    assert ends.researcher.passages.get(it.passage.id) == it.passage
    assert all("крычаў".encode() not in data for data in passages(ends, again=True))


def test_a_part_of_a_file_goes_with_its_file(ends: Vaults) -> None:
    made = interview(ends.researcher, files=[b"photo"])
    decide(ends.researcher, made, NAMED, PHOTO)
    [attached] = ends.researcher.interviews.attachments(made.id)
    part = Passage("", Moment.now(), media_id=attached.media_id, page=1, quote="Суд")
    of_file = ends.researcher.passages.new_of_file(part)
    other = add_file(ends.researcher, b"in no interview")
    ends.researcher.passages.new_of_file(replace(part, media_id=other.id))
    assert leaves(ends) == {of_file.id}
    receive_package(ends.office, ends.write().path)
    assert ends.office.passages.of_file(attached.media_id) == [of_file]
    second = interview(ends.researcher, "W-002")
    decide(ends.researcher, second, NAMED)
    ends.researcher.interviews.attach(second.id, attached.media_id)
    assert leaves(ends) == set()


def test_one_that_names_another_interview_is_set_aside(ends: Vaults) -> None:
    """What was told in one would leave on the consent of the other."""
    it = marked(ends.researcher, NAMED, PHOTO)
    other = marked(ends.researcher, NAMED, PHOTO, code="W-002").interview
    receive_package(ends.office, ends.write().path)
    heads = ends.office.versions.head_ids(it.passage.id)
    for elsewhere in (
        replace(it.passage, interview_id=other.id),
        Passage(it.passage.id, Moment.now(), media_id="f" * 36),
    ):
        data = said(PASSAGE_KIND, it.passage.id, elsewhere, heads)
        assert send(ends, PASSAGE_KIND, it.passage.id, data) == "rests-on-others"
    assert ends.office.versions.head_ids(it.passage.id) == heads


def test_an_earlier_version_of_another_interview_never_leaves(ends: Vaults) -> None:
    it = marked(ends.researcher, NAMED, PHOTO)
    receive_package(ends.office, ends.write().path)
    other = marked(ends.researcher, NAMED, PHOTO, code="W-002")
    ends.researcher.passages.save(replace(other.passage, id=it.passage.id))
    decide(ends.researcher, it.interview)
    versions = list(passages(ends, again=True))
    assert versions
    assert all(it.interview.id.encode() not in data for data in versions)


def test_what_a_hostile_sender_says_is_shown_as_gone_and_goes_no_further(ends: Vaults) -> None:
    """Words that the account does not have, of another account, of a version that is not here."""
    it = marked(ends.researcher, NAMED, PHOTO)
    receive_package(ends.office, ends.write().path)
    quote = "Сусед крычаў"
    invented = (
        replace(it.passage, quote=quote),
        replace(it.passage, quote=quote, version_id="f" * 64),
        replace(it.passage, quote=quote, utterance_id="another"),
    )
    for each in invented:
        own = new_owned_id(SENDER, PASSAGE_KIND)
        data = said(PASSAGE_KIND, own, replace(each, id=own))
        record = entry_of(PASSAGE_KIND, own, data, it.interview.id)
        receive_package(ends.office, Sender(ends).package(ends.stick / f"{own}.age", [record]))
        assert ends.office.passages.placed(own).anchor.stands is Stands.GONE
    assert ends.office.passages.count_of(it.interview.id) == 1 + len(invented)
    to = ends.researcher.identity.fingerprint
    plan = plan_package(ends.office, to, USE, [it.interview.id], again=True)
    written = write_package(ends.office, plan, ends.stick)
    document = ends.office.packages.get_sent(written.package_id).document
    told = [ends.office.versions.data(e.version_id) for e in document.records]
    assert all("крычаў".encode() not in data for data in told)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"area": {"x": 9000, "y": 0, "width": 5000, "height": 1}}, "breaks-schema"),
        ({"area": {"x": 0, "y": 0, "width": 20000, "height": 1}}, "kept-unread"),
        ({"interview_id": "i", "utterance_id": "u", "quote": "a", "end": 1}, "breaks-schema"),
        ({"began_ms": 5, "ended_ms": 5}, "breaks-schema"),
        ({"page": -1}, "kept-unread"),
    ],
    ids=["beyond the edge", "wider than all", "of both", "no stretch", "no page"],
)
def test_a_body_that_does_not_fit_itself_is_laid_nowhere(
    ends: Vaults, wrong: dict[str, object], reason: str
) -> None:
    """A number beyond its bounds may be one that a newer program takes: that is kept unread."""
    own = new_owned_id(SENDER, PASSAGE_KIND)
    plain = {"id": own, "created_at": Moment.now(), "media_id": "f" * 36, **wrong}
    assert send(ends, PASSAGE_KIND, own, said(PASSAGE_KIND, own, plain)) == reason
    assert ends.office.passages.find(own) is None
