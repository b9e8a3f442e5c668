"""What must hold in the document's lists (documents, The document and Grounds; order of checks,
9 to 11). Whatever does not refuses the package."""

from __future__ import annotations

from collections.abc import Iterable

from . import bag, limits, sshsig
from .consent import Leave
from .document import KINDS, Document, RecordEntry
from .errors import Refused, require

FULL_NAME = "full-name"


def _once(items: Iterable[str], about: str) -> None:
    """Nothing is listed twice."""
    listed = list(items)
    require(len(set(listed)) == len(listed), "listed-twice", about)


def check_recipients(document: Document) -> None:
    """At least one, nobody twice. Refused: recipients, listed-twice."""
    require(bool(document.recipients), "recipients", "none")
    _once(document.recipients, "recipients")


def _check_authors(document: Document) -> None:
    """Keys, each named by a signed record, and no place beyond them (documents, `authors`).

    Refused: authors, listed-twice.
    """
    _once(document.authors, "authors")
    try:
        for line in document.authors:
            sshsig.key_blob(line)
    except sshsig.NoSignature as error:
        raise Refused("authors", str(error)) from error
    named = {r.author for r in document.records if r.signature}
    unsigned = all(r.author == 0 for r in document.records if not r.signature)
    require(unsigned and named == set(range(len(document.authors))), "authors")


def check_lists(document: Document) -> None:
    """Something in the lists, nothing twice, kinds within their limit, authors."""
    require(bool(document.records or document.media), "nothing-in-it")
    _once((r.version_id for r in document.records), "records")
    _once((m.sha256 for m in document.media), "media")
    _once((m.media_id for m in document.media), "media ids")
    _once((c.version_id for c in document.consents), "consents")
    _once((c.interview_id for c in document.consents), "interviews of consents")
    unknown = {r.kind for r in document.records}.difference(KINDS)
    require(len(unknown) <= limits.UNKNOWN_KINDS, "too-large", "kinds that are not known")
    _check_authors(document)


def check_manifests(document: Document, manifest: Iterable[str]) -> None:
    """What is listed against what the manifests name (order of checks, 11)."""
    listed = {r.path for r in document.records}
    listed |= {m.path for m in document.media}
    kinds = {path: bag.classify(path) for path in manifest}
    present = {path for path, (kind, _parts) in kinds.items() if kind in ("record", "media")}
    require(listed <= present, "listed-but-missing", min(listed - present, default=""))
    require(present <= listed, "not-listed", min(present - listed, default=""))
    versions = {r.version_id for r in document.records}
    seals = {parts[0] for kind, parts in kinds.values() if kind == "seal"}
    require(seals <= versions, "seal-of-nothing", min(seals - versions, default=""))


def check_grounds(document: Document) -> None:
    """Every item has a right to travel (documents, Grounds). Refused: grounds, consents."""
    leaves = {c.interview_id: c.leave for c in document.consents}
    for record in document.records:
        _check_record(record, document, leaves)
    for media in document.media:
        _check_files(media.grounds, leaves, media.media_id)
    by_version = {r.version_id: r for r in document.records}
    for snapshot in document.consents:
        named = by_version.get(snapshot.version_id)
        if named is not None:
            right = (named.kind, named.grounds) == ("consent", (snapshot.interview_id,))
            require(right, "consents", snapshot.version_id)


def _check_record(record: RecordEntry, document: Document, leaves: dict[str, Leave]) -> None:
    grounds, about = record.grounds, record.version_id
    _once(grounds, f"grounds of {about}")
    if record.kind == "interview":
        right = grounds == (record.record_id,) and record.record_id in leaves
    elif record.kind == "person":
        right = bool(grounds) and _all_named(grounds, leaves)
    elif record.kind == "sameness":
        stays = document.recipient_kind == "organisation"
        right = stays and bool(grounds) and _all_named(grounds, leaves)
    elif record.kind in ("acquisition", "set", "companion", "passage", "redacted"):
        _check_files(grounds, leaves, about)
        right = _all_named(grounds, leaves)
    elif record.kind == "media":
        return _check_files(grounds, leaves, about)
    elif record.kind == "consent":
        right = len(grounds) == 1
    elif record.kind == "place":
        right = not grounds
    else:  # of a later release: nobody here knows what is in it
        _check_files(grounds, leaves, about)
        right = _all_named(grounds, leaves)
    return require(right, "grounds", about)


def _all_named(grounds: tuple[str, ...], leaves: dict[str, Leave]) -> bool:
    return all(g in leaves and leaves[g].identification == FULL_NAME for g in grounds)


def _check_files(grounds: tuple[str, ...], leaves: dict[str, Leave], about: str) -> None:
    """Media records and originals: at least one interview, each letting files go."""
    _once(grounds, f"grounds of {about}")
    right = bool(grounds) and all(g in leaves and leaves[g].files for g in grounds)
    require(right, "grounds", about)
