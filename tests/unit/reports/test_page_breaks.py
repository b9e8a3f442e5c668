"""Where a page ends: what is not torn, and what goes on where there is room."""

from __future__ import annotations

import pytest

from desktop.model.interview import InterviewDocument, PriorAccount
from desktop.reports.interview_summary import interview_summary
from tests.unit.reports.material import ACCOUNT, attached, interview, record
from tests.unit.reports.test_interview_summary import pages, squeezed


def test_the_answers_begin_where_there_is_room_and_go_on_with_their_head() -> None:
    held = interview(prior_accounts=(PriorAccount("Група «Прыклад»"),) * 6)
    told = record(document=InterviewDocument(held, ACCOUNT))
    first, second, *_rest = pages(interview_summary(told, "en"))
    assert "Keep the account" in first
    assert "Photos and documents" in second
    assert "To whom" in first
    assert "To whom" in second


def test_the_entry_of_a_file_is_not_torn_between_two_pages() -> None:
    caption = "Подпіс на тры радкі, якога хапае, каб запіс быў вышэйшы за сваю фатаграфію. " * 4
    names = [f"photo-{number}.jpg" for number in range(12)]
    files = tuple(attached(name, caption, record().files[0].picture) for name in names)
    texts = [squeezed(text) for text in pages(interview_summary(record(files=files), "be"))]
    for name in names:
        (page,) = (text for text in texts if name in text)
        assert squeezed(" ".join(["0f" * 4] * 8)) in page.split(name)[1][:200]


@pytest.mark.rare
def test_the_setting_and_the_words_about_the_print_stand_on_one_page() -> None:
    for count in range(0, 20, 2):  # two fill less than what is kept together
        earlier = (PriorAccount("Група «Прыклад»"),) * count
        held = interview(prior_accounts=earlier, purpose="мэта", already_known="вядома")
        texts = pages(interview_summary(record(document=InterviewDocument(held, ACCOUNT)), "en"))
        (page,) = (text for text in texts if "Language spoken" in text)
        assert "Setting" in page
        assert "Already known" in page
        (page,) = (text for text in texts if "This print was created" in text)
        assert "About this print" in page
        assert "Version: abababab" in page
