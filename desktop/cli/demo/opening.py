"""The folder ``opening``: what stock tools need to open the demo's package."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.demo.paths import DemoPaths
from desktop.cli.demo.vaults import Vaults
from desktop.handoff.format.layout import PACKAGE_NAMESPACE, SIGNATURE, TAGMANIFEST
from desktop.i18n import _
from desktop.system.files import write_atomically


def write_opening(vaults: Vaults, paths: DemoPaths, package: Path) -> None:
    """The organisation's key, the list of signers, and the three commands."""
    from desktop.handoff.identity.age_key import export_age_key
    from desktop.handoff.identity.cards import check_card, signers_line

    signed = vaults.researcher.identity.card()
    sender = check_card(signed.document, signed.signature)
    signers = signers_line(sender) + "\n"
    export_age_key(vaults.organisation, paths.opening / "key.txt")
    write_atomically(paths.opening / "allowed_signers", signers.encode())
    readme = "\n".join((_words(), "", *commands(package, sender.fingerprint))) + "\n"
    write_atomically(paths.opening / "README.txt", readme.encode())


def _words() -> str:
    return _(
        "How to open the package on the USB stick without Skrynia. Run these in this folder; "
        "the files appear in bag. key.txt is the demo organisation's secret key: a real key "
        "must never be stored like this. A post-quantum key (age1pq1) needs age 1.3 or later."
    )


def commands(package: Path, signer: str) -> tuple[str, ...]:
    """Shell commands, run in the folder ``opening``."""
    return (
        f"mkdir bag && age -d -i key.txt ../{package.parent.name}/{package.name} | tar x -C bag",
        f"ssh-keygen -Y verify -f allowed_signers -I {signer} -n {PACKAGE_NAMESPACE} "
        f"-s bag/{SIGNATURE} < bag/{TAGMANIFEST}",
        "bagit.py --validate bag",
    )
