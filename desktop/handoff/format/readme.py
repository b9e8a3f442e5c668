"""``data/README.txt``: how to open a package without this program, in three languages."""

from __future__ import annotations

from desktop.handoff.format import layout
from desktop.i18n import LANGUAGES, N_, translator_for

_WHAT = N_(
    "This is a package of records of human-rights violations. It was signed by the person who "
    "sent it and encrypted to the people named in data/package.json, for the purpose named there. "
    "Do not pass it on for another purpose: the people in it agreed to this one."
)
_OPEN = N_(
    "It opens with ordinary tools: age (1.3 or later for keys that begin with age1pq1), tar, "
    "OpenSSH and bagit-python. Replace NAME.age and key.txt by your own file and key:"
)
_CHECK = N_(
    "Then check who signed it, and that no file was changed since. The file allowed_signers "
    "contains one line: a name of your choice for SIGNER, a space, and the public key from "
    "the sender's card, which you compared with the sender beforehand:"
)
_PLACES = N_(
    "data/records contains the records as JSON, described by data/schemas. data/media "
    "contains photos and files unchanged, each named by its SHA-256; their original names "
    "are in data/records/media. data/custody.jsonl says what happened to each of them, when, "
    "and by whom. data/seals contains the signatures of records that were read back and "
    "sealed."
)
_GROUNDS = N_(
    "data/package.json lists, for each record and each file, the interviews it is based on, "
    "and the consent by which each of these is sent. Places are based on none: they say "
    "nothing about anybody."
)
_OPEN_COMMANDS = ("age -d -i key.txt NAME.age | tar x",)
_CHECK_COMMANDS = (
    f"ssh-keygen -Y verify -f allowed_signers -I SIGNER -n {layout.PACKAGE_NAMESPACE} "
    f"-s {layout.SIGNATURE} < {layout.TAGMANIFEST}",
    "bagit.py --validate .",
)


def readme() -> bytes:
    """The text in every language of the program, one after the other, as UTF-8."""
    return "\n\n".join(_in(language) for language in LANGUAGES).encode() + b"\n"


def _in(language: str) -> str:
    translate = translator_for(language).gettext
    parts = (
        translate(_WHAT),
        translate(_OPEN),
        _commands(_OPEN_COMMANDS),
        translate(_CHECK),
        _commands(_CHECK_COMMANDS),
        translate(_PLACES),
        translate(_GROUNDS),
    )
    return "\n\n".join((f"[{language}]", *parts))


def _commands(lines: tuple[str, ...]) -> str:
    return "\n".join(f"    {line}" for line in lines)
