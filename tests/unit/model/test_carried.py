"""What an older program does not know stays, wherever it stands and whatever was edited."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop import canonical
from desktop.model.consent import Consent
from desktop.model.interview import InterviewDocument, Utterance
from desktop.model.person import NameForm, Person
from desktop.model.sending.carried import carried
from desktop.model.values.moment import Moment
from tests.every_field import filled

AT = Moment("2026-01-01T00:00:00.000Z", 0)


def test_items_are_known_by_their_ids_wherever_they_moved() -> None:
    base = [{"id": "a", "text": "one", "tone": 1}, {"id": "b", "text": "two", "tone": 2}]
    edited = (Utterance("b", text="TWO"), Utterance("c"), Utterance("a", text="one"))
    interview = {"id": "i", "extra": {"deep": [1]}}
    now = canonical.to_plain({"interview": {"id": "i"}, "utterances": edited})
    found = carried({"interview": interview, "utterances": base}, now, InterviewDocument)
    assert [each.get("tone") for each in found["utterances"]] == [2, None, 1]
    assert found["interview"]["extra"] == {"deep": [1]}


def test_items_without_ids_are_known_by_what_they_say_then_by_their_order() -> None:
    names = canonical.to_plain([NameForm("one"), NameForm("two"), NameForm("two")])
    for number, each in enumerate(names):
        each["stress"] = number
    base = {"names": names}

    def stress(*texts: str) -> list[Any]:
        now = canonical.to_plain(Person("p", AT, "P-1", names=tuple(map(NameForm, texts))))
        return [each.get("stress") for each in carried(base, now, Person)["names"]]

    assert stress("two", "one", "two") == [1, 0, 2]
    assert stress("one", "two", "three") == [0, 1, 2]
    assert stress("two") == [1]
    assert stress("one", "two", "two", "four") == [0, 1, 2, None]


def test_what_is_gone_takes_what_was_unknown_of_it_along() -> None:
    base = {"withdrawn_at": {"utc": "x", "offset_minutes": 0, "zone": "z"}, "more": 1}
    now = canonical.to_plain(Consent("c", "i", AT))
    assert carried(base, now, Consent) == now | {"more": 1}


plain = st.dictionaries(
    st.sampled_from(["id", "code", "names", "zeal", "a"]), st.none() | st.integers()
)


@given(plain)
def test_nothing_that_is_known_changes(base: dict[str, Any]) -> None:
    now = canonical.to_plain(filled(Person))
    found = carried(base, now, Person)
    assert {name: found[name] for name in now} == now
    assert found.keys() - now.keys() == base.keys() - now.keys()


def test_what_reads_back_is_the_record_that_was_written() -> None:
    body = filled(InterviewDocument)
    base = canonical.to_plain(body)
    base["utterances"][0]["tone"] = "low"
    found = carried(base, canonical.to_plain(body), InterviewDocument)
    assert canonical.from_plain(found, InterviewDocument, newer=True) == body
    assert found == base
