"""The JSON Schemas and the BagIt profile that lie in every package, made from the dataclasses.

``python -m desktop.handoff.format.schemas docs/schemas`` renews the committed copies, so that a
change of the format is seen in review; a test compares them.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from desktop import canonical
from desktop.handoff.format import layout
from desktop.handoff.format.card_file import CardFile
from desktop.handoff.format.settings_file import SettingsFile
from desktop.model.custody import CustodyEvent
from desktop.model.handoff import LineReason, PackageDocument, ReceiptDocument
from desktop.model.identity import Card
from desktop.model.organisation import OrganisationDocument
from desktop.model.values.open_enum import CODE, LONGEST, OpenEnum
from desktop.model.version import VersionDocument
from desktop.vault.kinds.all import KINDS

_CLOSED: Final = (CustodyEvent,)
"""Whose hash covers the fields that are known, and no other."""

PROFILE_ID: Final = "urn:uuid:5b0f2a5e-7c37-4f58-9b5a-2f6d0c8a41e7"
"""Names the profile in ``bag-info.txt`` (bagit-profiles 1.3.0). It need not be looked up."""

PACKAGE_VERSION_LABEL: Final = "Skrynia-Package-Version"

_ROLE: Final = re.compile(r":[a-z]+:`~?\.?([^`]*)`")
"""A reference of reStructuredText."""

_DOCUMENTS: Final[dict[str, type]] = {
    "package": PackageDocument,
    "record": VersionDocument,
    **{str(kind.name): kind.body for kind in KINDS},
    "custody-event": CustodyEvent,
    "receipt": ReceiptDocument,
    "card": Card,
    "card-file": CardFile,
}


_APART: Final[dict[str, type]] = {
    "organisation": OrganisationDocument,
    "organisation-file": SettingsFile,
}
"""Of documents that travel beside packages: no package carries these."""


@cache
def schemas() -> Mapping[str, bytes]:
    """Every schema by name, as the bytes of its file."""
    made = {name: _schema(kind) for name, kind in _DOCUMENTS.items()}
    made["receipt"]["$defs"]["ReceiptLine"]["properties"]["reason"] |= _open_codes()
    made["custody-event"]["$defs"]["CustodyEvent"]["properties"]["detail"]["default"] = {}
    made["package"]["$defs"]["PackageDocument"]["required"] += ["format", "version"]
    made["bagit-profile"] = _profile()
    return MappingProxyType({name: _pretty(value) for name, value in made.items()})


def schemas_apart() -> Mapping[str, bytes]:
    """Schemas of documents that no package carries, by name, as the bytes of their files."""
    return {name: _pretty(_schema(kind)) for name, kind in _APART.items()}


def write_schemas(folder: Path) -> None:
    """Write every schema as ``NAME.json`` into a folder of the source tree."""
    (folder / "apart").mkdir(parents=True, exist_ok=True)
    for name, data in schemas_apart().items():
        (folder / "apart" / f"{name}.json").write_bytes(data)
    for name, data in schemas().items():
        (folder / f"{name}.json").write_bytes(data)


def _schema(kind: type) -> dict[str, Any]:
    made = canonical.schema(kind)
    for definition in _definitions(made):
        if "description" in definition:
            definition["description"] = _plain(definition["description"])
    for definition in made["$defs"].values():
        if "properties" in definition and kind in _CLOSED:
            definition["additionalProperties"] = False
    for open_ in OpenEnum.__subclasses__():
        if open_.__name__ in made["$defs"]:
            made["$defs"][open_.__name__] = _open_enum(open_, made["$defs"][open_.__name__])
    _name_format(kind, made["$defs"][kind.__name__]["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _definitions(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from made["$defs"].values()
    for definition in made["$defs"].values():
        yield from definition.get("properties", {}).values()


def _plain(docstring: str) -> str:
    """A docstring as it reads outside of the source: no markup, lines only between paragraphs."""
    text = _ROLE.sub(r"\1", inspect.cleandoc(docstring)).replace("``", "")
    paragraphs = text.split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


def _name_format(kind: type, properties: dict[str, Any]) -> None:
    """Say which format and version a whole document is of: the schema is of no other."""
    for each in fields(kind):
        if each.name in {"format", "version"}:
            properties[each.name] = {"const": each.default, "default": each.default}


def _open_enum(kind: type[OpenEnum], made: dict[str, Any]) -> dict[str, Any]:
    """The codes of this release as examples, and room for those of a later one."""
    rest = {name: value for name, value in made.items() if name != "enum"}
    examples = [member.value for member in kind]
    return {**rest, "type": "string", "pattern": CODE, "maxLength": LONGEST, "examples": examples}


def _open_codes() -> dict[str, Any]:
    """The reasons of this release as examples, and room for those of a later one."""
    return {
        "examples": sorted(["", *(reason.value for reason in LineReason)]),
        "description": "What there is to say of the item, as a code; a release may add codes.",
    }


def _profile() -> dict[str, Any]:
    """The BagIt profile of format 1."""
    return {
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": PROFILE_ID,
            "BagIt-Profile-Version": "1.3.0",
            "Source-Organization": "Skrynia",
            "External-Description": "A signed package of human-rights records, one bag in a tar.",
            "Version": f"{layout.VERSION}.0",
        },
        "Bag-Info": {
            "BagIt-Profile-Identifier": _required([PROFILE_ID]),
            PACKAGE_VERSION_LABEL: _required([str(layout.VERSION)]),
            "External-Identifier": _required(),
            "Bagging-Date": _required(),
            "Payload-Oxum": _required(),
        },
        "Manifests-Required": ["sha256", "sha512"],
        "Manifests-Allowed": ["sha256", "sha512"],
        "Tag-Manifests-Required": ["sha256"],
        "Tag-Manifests-Allowed": ["sha256"],
        "Tag-Files-Required": [layout.SIGNATURE],
        "Tag-Files-Allowed": [layout.SIGNATURE],
        "Allow-Fetch.txt": False,
        "Serialization": "required",
        "Accept-Serialization": ["application/tar"],
        "Accept-BagIt-Version": ["1.0"],
    }


def _required(values: list[str] | None = None) -> dict[str, Any]:
    rule: dict[str, Any] = {"required": True, "repeatable": False}
    return {**rule, "values": values} if values else rule


def _pretty(value: object) -> bytes:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n"


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
