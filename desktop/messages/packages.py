"""What went wrong with packages and their receipts. A part of ``errors.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop import errors
from desktop.i18n import N_

PACKAGES: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.HandoffError: (
        N_("Sending or receiving failed"),
        N_("Nothing was sent and nothing was accepted."),
        N_("Try again, or ask the other side for a new file."),
    ),
    errors.RecordTooLong: (
        N_("One of the records is too long to be sent"),
        N_("It contains more text than one record may have (16 MB). Nothing was saved."),
        N_("Shorten its notes or its account, or leave it out, and try again."),
    ),
    errors.NothingNew: (
        N_("Nothing new to send"),
        N_("The recipient has confirmed everything that can be sent."),
        N_("If it is needed once more, also send what was confirmed before."),
    ),
    errors.UnknownSigner: (
        N_("The sender is not known here"),
        N_("It is signed with a key whose card is not trusted here. The file was not used."),
        N_("Get the sender's contact card, compare the digits, trust it, and try again."),
    ),
    errors.RevokedSigner: (
        N_("The other side's card was revoked"),
        N_("It is no longer trusted in this vault, so nothing was accepted and nothing created."),
        N_("Ask them for their new card, compare its digits, trust it, and try again."),
    ),
    errors.NotAddressedToUs: (
        N_("The package is meant for somebody else"),
        N_("Its signed list of recipients does not name this vault."),
        N_("Tell the sender; it may have been passed on by mistake."),
    ),
    errors.PackageRefused: (
        N_("The package was refused"),
        N_("It breaks a rule that keeps packages intact and safe. The file was not used."),
        N_("Copy it again from the USB stick, or ask the sender for a new one."),
    ),
    errors.PackageChanged: (
        N_("The package changed while it was being accepted"),
        N_(
            "What was accepted before that is as the sender signed it, and stays. The rest was not "
            "used, and there is no receipt yet."
        ),
        N_("Copy it again or ask the sender for a new copy, and receive that: it goes on there."),
    ),
    errors.UnfinishedPackage: (
        N_("This package was never finished"),
        N_("Saving it was interrupted, so it did not get its final name. The file was not used."),
        N_("Ask the sender to create it again."),
    ),
    errors.NewerPackage: (
        N_("The package comes from a newer Skrynia"),
        N_("This version cannot read it. The file was not used."),
        N_("Install the newer version, and receive it again."),
    ),
    errors.NewerReceipt: (
        N_("The receipt comes from a newer Skrynia"),
        N_("This version cannot read it. The package counts as not confirmed until it can."),
        N_("Install the newer version, and import the receipt again."),
    ),
    errors.ReceiptClosed: (
        N_("This vault cannot open the receipt"),
        N_(
            "It was created for another vault, or the file is a package and not a receipt. "
            "Nothing was changed."
        ),
        N_("Choose the file that ends in -receipt.age, in the vault that sent the package."),
    ),
    errors.ReceiptRepeated: (
        N_("Another receipt was imported before"),
        N_(
            "A receipt with the same ID, or the same number for this package, was imported "
            "before and says something else. The earlier one applies, and nothing was "
            "changed."
        ),
        N_("Ask the recipient which of the two is right, and to send a receipt with a new number."),
    ),
    errors.ReceiptRefused: (
        N_("The receipt does not match"),
        N_("It does not belong to any package sent from here. Nothing was changed."),
        N_("Check that it is the right file, or ask the recipient for it again."),
    ),
}
