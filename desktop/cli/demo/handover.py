"""The demo's handoff: PDF, package, receiving, receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.demo import story
from desktop.cli.demo.account import Taken
from desktop.cli.demo.demo_log import Ledger
from desktop.cli.demo.places import Places
from desktop.cli.demo.vaults import Vaults
from desktop.formats import format_size
from desktop.i18n import _
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.handoff.sending.write import WrittenPackage


def print_summary(vaults: Vaults, taken: Taken, places: Places, ledger: Ledger) -> None:
    """The PDF of the first interview, in the language it was spoken in."""
    from desktop.reports.printing import write_summary

    with ledger.step(_("Summary printed")) as said:
        write_summary(vaults.researcher, taken.going[0], places.summary, "be")
        said.append(places.summary.name)


def hand_over(vaults: Vaults, places: Places, ledger: Ledger, progress: Progress) -> WrittenPackage:
    """Plan, write, verify; receive; answer with a receipt; take the receipt in."""
    written = _send(vaults, places, ledger, progress)
    receipt = _receive(vaults, written.path, places, ledger, progress)
    with ledger.step(_("Receipt taken in by the researcher")) as said:
        said.append(_import(vaults, receipt))
    return written


def _send(vaults: Vaults, places: Places, ledger: Ledger, progress: Progress) -> WrittenPackage:
    from desktop.handoff.sending.selection import plan_package
    from desktop.handoff.sending.write import write_package

    recipient = vaults.organisation.identity.fingerprint
    with ledger.step(_("Decided what goes and what stays")) as said:
        plan = plan_package(vaults.researcher, recipient, story.PURPOSE)
        said.append(_("goes: {codes}").format(codes=" ".join(g.code for g in plan.going)))
        said.append(_("stays: {codes}").format(codes=" ".join(s.label for s in plan.staying)))
    with ledger.step(_("Package written, read again, verified")) as said:
        written = write_package(vaults.researcher, plan, places.stick, progress)
        said.append(written.path.name)
        said.append(format_size(written.size))
    return written


def _receive(
    vaults: Vaults, package: Path, places: Places, ledger: Ledger, progress: Progress
) -> Path:
    from desktop.handoff.intake import take_in
    from desktop.handoff.receipt import write_receipt

    with ledger.step(_("Received by the organisation")) as said:
        received = take_in(vaults.organisation, package, progress)
        said.append(_("{count} items").format(count=len(received.lines)))
    with ledger.step(_("Receipt written")) as said:
        path = write_receipt(vaults.organisation, received.receipt.package_id, places.stick).path
        said.append(path.name)
    return path


def _import(vaults: Vaults, receipt: Path) -> str:
    from desktop.handoff.receipt import import_receipt

    return import_receipt(vaults.researcher, receipt).document.receiver.name
