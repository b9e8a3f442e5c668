"""The committed schemas and profile are those of the code, and packages carry them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop import canonical
from desktop.handoff.format import layout
from desktop.handoff.format.readme import readme
from desktop.handoff.format.schemas import PROFILE_ID, schemas
from desktop.i18n import LANGUAGES
from desktop.vault.kinds.all import KINDS
from tests.unit.handoff.ends import Vaults, interview

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "schemas"


def test_committed_schemas_are_those_of_the_dataclasses() -> None:
    committed = {path.stem: path.read_bytes() for path in FOLDER.glob("*.json")}
    assert committed == schemas(), "run `make schemas`"


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a schema that is an object."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from _objects(part)


def test_a_schema_takes_what_the_program_takes_and_no_more() -> None:
    """No field besides, where a hash covers the known ones; what may be missing has a default;
    the end of a text is its end."""
    for name in schemas().keys() - {"bagit-profile"}:
        for each in _objects(json.loads(schemas()[name])["$defs"]):
            if "properties" in each and "title" in each:
                closed = each.get("additionalProperties") is False
                assert closed is (name == "custody-event"), f"{name}: {each['title']}"
                for field, said in each["properties"].items():
                    spared = field not in each.get("required", ())
                    assert not spared or "default" in said, f"{name}: {each['title']}.{field}"
            pattern = each.get("pattern", "")
            assert not isinstance(pattern, str) or not pattern.endswith("$"), f"{name}: {pattern}"


def test_the_ways_to_show_somebody_stand_from_least_to_most() -> None:
    definitions = json.loads(schemas()["package"])["$defs"]
    assert definitions["Identification"]["examples"] == [
        "nothing",
        "code",
        "initials",
        "full-name",
        "not-asked",
    ]


FIRST = {
    "Attachment": {"id", "media_id"},
    "Consent": {"id", "interview_id", "given_at"},
    "ConsentAnswer": {"purpose", "recipient"},
    "Interview": {"id", "created_at", "code", "person_id"},
    "InterviewDocument": {"interview"},
    "Media": {"id", "added_at", "sha256", "sha512", "size", "original_name", "media_type"},
    "NameForm": {"text"},
    "Person": {"id", "created_at", "code"},
    "PriorAccount": {"given_to"},
    "Utterance": {"id"},
}
"""What a document of the first format always has. Nothing is ever added to this list."""

BEGINS = {"id", "created_at", "interview_id"}
"""What a body of any other kind may always have: whose it is, when, and what it rests on."""


def test_every_field_that_came_later_has_a_default() -> None:
    for declared in KINDS:
        first = {declared.body.__name__: BEGINS} | FIRST
        for kind, definition in json.loads(schemas()[declared.name])["$defs"].items():
            later = set(definition.get("required", ())) - first.get(kind, set())
            assert kind not in first or not later, (
                f"{kind}: give {sorted(later)} a default, or documents that are out in the world "
                "can no longer be read."
            )


def test_the_profile_is_the_one_that_bags_name() -> None:
    profile = json.loads(schemas()["bagit-profile"])
    info = profile["BagIt-Profile-Info"]
    assert info["BagIt-Profile-Identifier"] == PROFILE_ID
    values = profile["Bag-Info"]["BagIt-Profile-Identifier"]["values"]
    assert values == [PROFILE_ID]
    assert profile["Tag-Files-Required"] == [layout.SIGNATURE]


def test_the_readme_speaks_every_language_and_gives_the_commands_once_in_each() -> None:
    text = readme().decode()
    for language in LANGUAGES:
        assert f"[{language}]" in text
    assert text.count("bagit.py --validate .") == len(LANGUAGES)
    assert text.count(f"-n {layout.PACKAGE_NAMESPACE}") == len(LANGUAGES)


def test_a_package_describes_itself(ends: Vaults) -> None:
    """Every document in a package has every field its schema requires, and no other."""
    interview(ends.researcher, files=[b"photo"])
    document = ends.researcher.packages.get_sent(ends.write().package_id).document
    definition = json.loads(schemas()["package"])["$defs"]["PackageDocument"]
    plain = canonical.to_plain(document)
    assert set(definition["required"]) <= set(plain) == set(definition["properties"])
