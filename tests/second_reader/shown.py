"""Which version of an interview is shown, and what it names for its files (receiving)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from . import owned
from .canon import Json


@dataclass(frozen=True)
class Told:
    """A version of an interview that is read. files: (media id, SHA-256) of each that names one."""

    version_id: str
    interview: str
    author: str
    parents: Sequence[str]
    at: str
    says_sealed: bool
    sealed: bool
    files: tuple[tuple[str, str], ...]


def told(version_id: str, value: Json, sealed: bool) -> Told:
    """From an envelope whose body fits; sealed: its author's seal over it holds."""
    body = value["body"]
    attached = body.get("attachments", [])
    return Told(
        version_id,
        value["record_id"],
        value["author"],
        value["parents"],
        value["created_at"]["utc"],
        body["interview"].get("state") == "sealed",
        sealed,
        tuple((each["media_id"], each["sha256"]) for each in attached if each.get("sha256")),
    )


def named_otherwise(
    media_id: str, sha256: str, versions: Iterable[Told], known: Collection[str]
) -> bool:
    """Whether what is shown by whose id it is names other bytes for it, and none of it these."""
    by_interview: dict[str, list[Told]] = {}
    for each in versions:
        if each.author in known and (each.sealed or not each.says_sealed):
            by_interview.setdefault(each.interview, []).append(each)
    shown = [_shown(interview, found) for interview, found in by_interview.items()]
    named = {
        named
        for each in shown
        if owned.is_of(media_id, each.author, "media")
        for file, named in each.files
        if file == media_id
    }
    return bool(named) and sha256 not in named


def _shown(interview: str, versions: Sequence[Told]) -> Told:
    """Of its owner's, where there are any: the newest that is sealed, else the newest."""
    own = [each for each in versions if owned.is_of(interview, each.author, "interview")] or list(
        versions
    )
    pool = [each for each in own if each.sealed] or own
    built_on = {parent for each in pool for parent in each.parents}
    heads = [each for each in pool if each.version_id not in built_on]
    return max(heads, key=lambda each: (each.at, each.version_id))
