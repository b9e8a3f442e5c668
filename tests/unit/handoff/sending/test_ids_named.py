"""What a trusted sender may change by an id that its package names: nothing that is another's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop import canonical
from desktop.errors import PackageRefused
from desktop.handoff.receipt import import_receipt, write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.news import records_with_news
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import (
    CONSENT_KIND,
    Consent,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
)
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.person import PERSON_KIND
from desktop.vault import Vault
from tests.support import make_vault
from tests.unit.handoff.ends import USE, Ends, Vaults, add_file, interview, introduce, yes
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_newer import future
from tests.unit.handoff.receiving.test_turned_sender import ORDERS, give
from tests.unit.handoff.receiving.test_whose_word_counts import all_yes, decision, said, send
from tests.unit.handoff.sender import SENDER, Sender, entry_of, person, version

PHOTO = b"the owner's photo"


def photo(ends: Ends) -> Media:
    """A file of the researcher's, attached to an interview that may go."""
    made = interview(ends.researcher, files=[PHOTO])
    (attached,) = ends.researcher.interviews.attachments(made.id)
    return ends.researcher.media.get(attached.media_id)


@pytest.mark.parametrize("bytes_held", [True, False], ids=["held", "not"])
def test_a_child_of_a_file_s_record_hides_nothing_of_its_owner_s(
    ends: Ends, bytes_held: bool
) -> None:
    """The owner's record comes before the bytes; another goes on from it with other bytes."""
    own = photo(ends)
    give(ends, (MEDIA_KIND, own.id))
    (first,) = ends.office.versions.head_ids(own.id)
    here = add_file(ends.office, b"another photo", "other.jpg")
    other = here.sha256 if bytes_held else "0" * 64
    body = replace(own, sha256=other, sha512=here.sha512, size=here.size)
    send(ends, MEDIA_KIND, own.id, said(MEDIA_KIND, own.id, body, [first]))
    assert ends.office.media.find(own.id) is None
    lines = receive_package(ends.office, ends.write().path).receipt.media
    assert [line.outcome.value for line in lines] == ["accepted"]
    assert ends.office.media.get(own.id).sha256 == own.sha256


@ORDERS
def test_who_forwards_a_sealed_record_without_its_seal_takes_nothing_away(
    ends: Ends, first: bool
) -> None:
    made = interview(ends.researcher)
    if not first:
        receive_package(ends.office, ends.write().path)
    sealed = ends.researcher.interviews.seal(made.id)
    if first:
        give(ends, (INTERVIEW_KIND, made.id))
    receive_package(ends.office, ends.write().path)
    assert ends.office.versions.seal_of(sealed.id) is not None
    shown = ends.office.interviews.document(made.id)
    assert shown == ends.researcher.interviews.document(made.id)
    assert shown.interview.state is State.SEALED


def test_work_of_one_s_own_is_kept_when_a_seal_comes_late(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    ends.researcher.interviews.seal(made.id)
    give(ends, (INTERVIEW_KIND, made.id))
    here = replace(ends.office.interviews.get(made.id), code="W-HERE")
    ends.office.interviews.save(here)
    receive_package(ends.office, ends.write().path)
    assert ends.office.interviews.get(made.id).state is State.SEALED
    codes = {
        each.document.body["interview"]["code"] for each in ends.office.versions.history(made.id)
    }
    assert codes == {made.code, "W-HERE"}


def test_work_of_one_s_own_is_kept_when_who_sealed_is_trusted_again(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    researcher = ends.researcher.identity.fingerprint
    ends.office.cards.revoke(researcher)
    version = ends.researcher.interviews.seal(made.id)
    arriving = ends.office.versions.read(version.data)
    by = ends.researcher.versions.signed([version.id])[version.id]
    seal = ends.researcher.versions.seal_of(version.id)
    ends.office.versions.take_in(arriving, by, "package", seal)
    here = replace(ends.office.interviews.get(made.id), code="W-HERE")
    ends.office.interviews.save(here)
    ends.office.cards.trust(researcher, RecipientKind.ORGANISATION)
    assert ends.office.interviews.get(made.id).state is State.SEALED
    assert len(ends.office.versions.head_ids(made.id)) == 2


def test_a_child_that_came_before_hides_no_news(ends: Ends) -> None:
    """Another's version names the withdrawal that is still to come, and the partner confirms it:
    that the withdrawal came is news all the same."""
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    receive_package(ends.office, ends.write().path)
    ends.researcher.consents.withdraw(made.id, "")
    (gone,) = ends.researcher.versions.head_ids(own)
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [gone]))
    give(ends, (CONSENT_KIND, own))
    everything = {each.id for each in ends.office.versions.history(own)}
    records = {own: CONSENT_KIND}
    assert own in records_with_news(ends.office, records, everything - {gone})
    assert own not in records_with_news(ends.office, records, everything)


def test_a_child_by_another_does_not_look_like_the_only_version(ends: Vaults) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    document = ends.office.interviews.document(made.id)
    assert not ends.office.interviews.summaries()[0].has_branches
    heads = ends.office.versions.head_ids(made.id)
    send(ends, INTERVIEW_KIND, made.id, said(INTERVIEW_KIND, made.id, document, heads))
    assert ends.office.interviews.summaries()[0].has_branches


@ORDERS
def test_who_sends_the_bytes_first_does_not_describe_the_photo(ends: Ends, first: bool) -> None:
    own = photo(ends)
    if not first:
        receive_package(ends.office, ends.write().path)
    theirs = replace(
        own, id=new_owned_id(SENDER, MEDIA_KIND), original_name="other.jpg", captured_at="1999"
    )
    send(ends, MEDIA_KIND, theirs.id, said(MEDIA_KIND, theirs.id, theirs))
    if first:
        ends.office.media.add(theirs, [PHOTO])
        receive_package(ends.office, ends.write().path)
    shown = ends.office.media.get(own.id)
    assert (shown.original_name, shown.captured_at) == (own.original_name, own.captured_at)
    assert ends.office.media.get(theirs.id).captured_at == "1999"


def test_nobody_takes_the_id_of_a_package_that_is_still_to_come(ends: Ends) -> None:
    """Custody rows tell whom a package went to before, with its id."""
    made = interview(ends.researcher)
    written = ends.write()
    record_id = new_owned_id(SENDER, PERSON_KIND)
    record = entry_of(PERSON_KIND, record_id, version(PERSON_KIND, *person(record_id)))
    taken = Sender(ends).package(ends.stick / "taken.age", [record], package_id=written.package_id)
    with pytest.raises(PackageRefused, match="another's"):
        receive_package(ends.office, taken)
    receive_package(ends.office, written.path)
    assert ends.office.interviews.get(made.id).code == made.code


def test_a_tombstone_by_another_keeps_no_withdrawal_back(ends: Vaults) -> None:
    partner = make_vault(ends.stick.parent, "partner")
    introduce(ends.office, partner)
    introduce(partner, ends.office)
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    receive_package(ends.office, ends.write().path)
    pass_on(ends, partner)
    assert decision(partner, made).allowed
    closes = {"interviews": [], "withdrawn_at": None, "erased_at": canonical.to_plain(NOON)}
    assert send(ends, CONSENT_KIND, own, future(CONSENT_KIND, own, all_yes(made), closes=closes))
    assert set(ends.office.versions.erased([own])) == {own}
    ends.researcher.consents.withdraw(made.id, "")
    receive_package(ends.office, ends.write().path)
    pass_on(ends, partner)
    assert ends.researcher.versions.head_ids(own) <= partner.versions.head_ids(own)
    assert decision(partner, made).refusal is Refusal.WITHDRAWN
    partner.close()


def pass_on(ends: Vaults, partner: Vault) -> None:
    """Everything that is news goes from the office to its partner, who answers."""
    plan = plan_package(ends.office, partner.identity.fingerprint, USE)
    written = write_package(ends.office, plan, ends.stick)
    receive_package(partner, written.path)
    import_receipt(ends.office, write_receipt(partner, written.package_id, ends.stick).path)


@pytest.mark.parametrize("how", ["detached", "attached"])
def test_who_names_another_s_photo_lets_it_out_to_nobody(ends: Ends, how: str) -> None:
    """In an interview of its own, with a consent of its own, where no other names the photo; where
    its own interview does, that is what counts."""
    own = photo(ends)
    made = ends.researcher.outlines.interview_ids()[0]
    receive_package(ends.office, ends.write().path)
    if how == "detached":
        ends.researcher.interviews.save_attachments(made, ())
        receive_package(ends.office, ends.write().path)
    theirs = new_owned_id(SENDER, INTERVIEW_KIND)
    plan = Interview(theirs, NOON, "T-1", new_owned_id(SENDER, PERSON_KIND), opened_at=NOON)
    body = InterviewDocument(plan, (), (Attachment("a-1", own.id, "mine"),))
    send(ends, INTERVIEW_KIND, theirs, said(INTERVIEW_KIND, theirs, body))
    answers = (yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    consent = Consent(consent_id_of(theirs), theirs, NOON, answers=answers)
    send(ends, CONSENT_KIND, consent.id, said(CONSENT_KIND, consent.id, consent))
    assert decision(ends.office, plan).allowed
    travels = [own.id] if how == "attached" else []
    assert files_of(ends, theirs) == travels
    ends.office.interviews.save(replace(ends.office.interviews.get(theirs), code="T-001"))
    assert files_of(ends, theirs) == travels, "who corrects a code here vouches for nothing else"
    ends.office.versions.cut(INTERVIEW_KIND, theirs, "sent")
    assert files_of(ends, theirs) == travels
    added = add_file(ends.office, b"the office's own", "own.jpg")
    ends.office.interviews.attach(theirs, added.id)
    assert sorted(files_of(ends, theirs)) == sorted([*travels, added.id])


@pytest.mark.parametrize("attached", [False, True], ids=["by them", "by us"])
def test_who_edits_here_what_names_a_photo_of_ours_does_not_let_it_out(
    ends: Ends, attached: bool
) -> None:
    """Somebody else's interview names the office's own photo, which no interview here does; the
    photo goes once a person here attached it themselves."""
    own = add_file(ends.office, b"the office's own", "own.jpg")
    theirs = new_owned_id(SENDER, INTERVIEW_KIND)
    plan = Interview(theirs, NOON, "T-1", new_owned_id(SENDER, PERSON_KIND), opened_at=NOON)
    files = () if attached else (Attachment("a-1", own.id, "mine", own.sha256),)
    body = InterviewDocument(plan, (), files)
    send(ends, INTERVIEW_KIND, theirs, said(INTERVIEW_KIND, theirs, body))
    answers = (yes(USE, Identification.FULL_NAME), yes(Purpose.PHOTOGRAPH))
    consent = Consent(consent_id_of(theirs), theirs, NOON, answers=answers)
    send(ends, CONSENT_KIND, consent.id, said(CONSENT_KIND, consent.id, consent))
    if attached:
        ends.office.interviews.attach(theirs, own.id)
    travels = [own.id] if attached else []
    for code in ("T-01", "T-001"):
        assert files_of(ends, theirs) == travels
        ends.office.interviews.save(replace(ends.office.interviews.get(theirs), code=code))
        assert files_of(ends, theirs) == travels
        ends.office.versions.cut(INTERVIEW_KIND, theirs, "sent")
    assert files_of(ends, theirs) == travels


def files_of(ends: Ends, interview_id: str) -> list[str]:
    """What the office would send of an interview's files."""
    going = plan_package(ends.office, ends.researcher.identity.fingerprint, USE, [interview_id])
    return [entry.media_id for each in going.going for entry in each.media]
