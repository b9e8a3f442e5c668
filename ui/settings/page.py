"""The page of the settings room: one sheet a matter, in one column."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.changes import Changes, Part
from ui.settings.about import AboutSheet
from ui.settings.backups import BackupsSheet
from ui.settings.fill_in.dialog import FILL_IN
from ui.settings.fixity import FixitySheet
from ui.settings.identity import IdentitySheet
from ui.settings.organisation import OrganisationSheet
from ui.settings.program import ProgramSheet
from ui.settings.travelling import TravelSheet
from ui.settings.vault_care import VaultCareSheet
from ui.settings.ways_in.sheet import WaysInSheet
from ui.shell.room import FORM, Location, Page, RoomContext
from ui.widgets.heading import PageHeading
from ui.widgets.layouts import column, holding
from ui.widgets.sheet import ScrolledPage


class SettingsPage(Page):
    """The program, this vault, who we are, and what the program is made of."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.program = ProgramSheet(context)
        self.care = VaultCareSheet(context)
        self.fixity = FixitySheet(context)
        self.backups = BackupsSheet(context)
        self.ways = WaysInSheet(context)
        self.travel = TravelSheet(context)
        self.identity = IdentitySheet(context)
        self.organisation = OrganisationSheet(context)
        sheets = (
            self.program,
            self.care,
            self.fixity,
            self.backups,
            self.ways,
            self.travel,
            self.identity,
            self.organisation,
            AboutSheet(),
        )
        page = column(PageHeading(_("Settings")), *sheets, None, gap=5)
        self.setLayout(column(ScrolledPage(holding(page))))

    def entered(self) -> None:
        """Show whose vault this is, and what opens it."""
        self.fixity.read()
        self.backups.read()
        self.ways.read()
        self.travel.read()
        self.identity.read()
        self.organisation.read()

    def go(self, location: Location) -> None:
        """Begin the check of the vault, or show where it is backed up or what opens it, where that
        was asked for from another room; or open the organisation's form again."""
        if location.get(FORM) == FILL_IN.name:
            self.organisation.fill_in()
        if location.get("care") == "check" and self.care.check_button.isEnabled():
            self.care.check()
        if location.get("care") == "files":
            self.fixity.focus()
        if location.get("care") == "backup":
            self.backups.focus()
        if location.get("care") == "ways":
            self.ways.focus()

    def changed(self, changes: Changes) -> None:
        """Say how far a check of the photos and files is."""
        if (changes.of(Part.FIXITY) or changes.of_records) and self.isVisible():
            self.fixity.read()
