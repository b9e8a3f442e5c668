"""A list of allowed signers, which may stand for cards without a vault (page; ssh-keygen(1),
ALLOWED SIGNERS): Ed25519 keys, no other option than namespaces."""

from __future__ import annotations

import re

from . import limits, sshsig
from .errors import Refused, require

PACKAGE = "package@skrynia"
_LINE = re.compile(
    r'(?P<who>[^\s"]+|"[^"]+")[ \t]+'
    r'(?:namespaces="(?P<uses>[^"]*)"[ \t]+)?'
    r"(?P<key>ssh-ed25519[ \t]+[A-Za-z0-9+/]+=*)(?:[ \t].*)?"
)


def allowed(octets: bytes, namespace: str = PACKAGE) -> frozenset[str]:
    """The fingerprints that may sign in this namespace. Refused: too-large, allowed-signers."""
    require(len(octets) <= limits.ALLOWED_SIGNERS, "too-large", "allowed signers")
    found = set()
    for number, line in enumerate(octets.decode("utf-8", "replace").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise Refused("allowed-signers", f"line {number}")
        try:
            blob = sshsig.key_blob(" ".join(match["key"].split()))
        except sshsig.NoSignature as error:
            raise Refused("allowed-signers", f"line {number}") from error
        uses = match["uses"]
        if uses is None or namespace in uses.split(","):
            found.add(sshsig.fingerprint(blob))
    return frozenset(found)
