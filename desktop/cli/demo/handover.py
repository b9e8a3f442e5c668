"""The demo's handoff: PDF, package, receiving, receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.demo import story
from desktop.cli.demo.account import Taken
from desktop.cli.demo.demo_log import DemoLog
from desktop.cli.demo.paths import DemoPaths
from desktop.cli.demo.vaults import Vaults
from desktop.formats import format_size
from desktop.i18n import _
from desktop.progress import Progress

if TYPE_CHECKING:
    from desktop.handoff.sending.write import WrittenPackage


def print_summary(vaults: Vaults, taken: Taken, paths: DemoPaths, demo_log: DemoLog) -> None:
    """The PDF of the first interview, in the language it was spoken in."""
    from desktop.reports.printing import write_summary

    with demo_log.step(_("Summary printed")) as said:
        write_summary(vaults.researcher, taken.going[0], paths.summary, "be")
        said.append(paths.summary.name)


def hand_over(
    vaults: Vaults, paths: DemoPaths, demo_log: DemoLog, progress: Progress
) -> WrittenPackage:
    """Plan, write, verify; receive; answer with a receipt; take the receipt in."""
    written = _send(vaults, paths, demo_log, progress)
    receipt = _receive(vaults, written.path, paths, demo_log, progress)
    with demo_log.step(_("Receipt imported by the researcher")) as said:
        said.append(_import(vaults, receipt))
    return written


def _send(
    vaults: Vaults, paths: DemoPaths, demo_log: DemoLog, progress: Progress
) -> WrittenPackage:
    from desktop.handoff.sending.selection import plan_package
    from desktop.handoff.sending.write import write_package

    recipient = vaults.organisation.identity.fingerprint
    with demo_log.step(_("Decided what will be sent and what will not")) as said:
        plan = plan_package(vaults.researcher, recipient, story.PURPOSE)
        said.append(_("will be sent: {codes}").format(codes=" ".join(g.code for g in plan.going)))
        said.append(
            _("will not be sent: {codes}").format(codes=" ".join(s.label for s in plan.staying))
        )
    with demo_log.step(_("Package created, read again, verified")) as said:
        written = write_package(vaults.researcher, plan, paths.stick, progress)
        said.append(written.path.name)
        said.append(format_size(written.size))
    return written


def _receive(
    vaults: Vaults, package: Path, paths: DemoPaths, demo_log: DemoLog, progress: Progress
) -> Path:
    from desktop.handoff.intake import take_in
    from desktop.handoff.receipt import write_receipt

    with demo_log.step(_("Received by the organisation")) as said:
        received = take_in(vaults.organisation, package, progress)
        said.append(_("{count} items").format(count=sum(1 for _line in received.lines)))
    with demo_log.step(_("Receipt saved")) as said:
        path = write_receipt(vaults.organisation, received.receipt.package_id, paths.stick).path
        said.append(path.name)
    return path


def _import(vaults: Vaults, receipt: Path) -> str:
    from desktop.handoff.receipt import import_receipt

    return import_receipt(vaults.researcher, receipt).document.receiver.name
