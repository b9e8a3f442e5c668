"""No field of a file, and nothing it says of itself, is forgotten beside its picture."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from desktop.model.acquisition import Acquisition
from desktop.model.companion import Companion
from desktop.model.media import Media, MetadataItem
from desktop.model.redacted import Redaction
from desktop.reading.redacted import Made, RedactedHere
from desktop.vault.records.companions import Beside, Paired
from tests import every_field
from tests.support import open_interview
from tests.ui.room_bench import Bench
from tests.ui.whole_page import shown
from ui.media.viewer import Known, Viewer

_NOT_SAID_OF_COMING = {
    "Acquisition.id": "an id",
    "Acquisition.media_id": "an id; it stands beside its file",
    "Acquisition.created_at": "when it was said first; when it was handed over is shown",
}
_NOT_SAID_OF_BELONGING = {
    "Companion.id": "an id",
    "Companion.media_id": "an id; both files are named",
    "Companion.with_id": "an id; both files are named",
    "Companion.created_at": "when it was seen; both files say when they came",
}
_NOT_SAID_OF_COVERING = {
    "Redaction.id": "an id",
    "Redaction.media_id": "an id; it stands beside its file",
    "Redaction.parent_id": "an id; the original is named, and there is a way to it",
    "Redaction.created_at": "when the new file came, which it says itself",
    "CoveredPart.id": "an id",
    "CoveredPart.outline": "a place in the picture: how many parts there are is said",
}
_NOT_SAID = {"Media.id": "an id; the checksums name a file"}


def test_every_field_of_a_file_is_shown(bench: Bench) -> None:
    context = bench.open(bench.ask(lambda vault: open_interview(vault).id)).draft.context
    viewer = Viewer(context)
    bench.qtbot.addWidget(viewer)

    def show(known: Known) -> str:
        viewer._media_id = known.media.id
        with bench.qtbot.waitSignal(viewer.facts.whole):
            viewer._show_known(known)
        QApplication.processEvents()
        return shown(viewer)

    def of_media(media: Media) -> str:
        return show(Known(media, (), ()))

    def of_metadata(item: MetadataItem) -> str:
        return show(Known(every_field.media(), (item,), ()))

    def of_acquisition(said: Acquisition) -> str:
        return show(Known(every_field.media(), (), (), acquired=(said,)))

    def of_companion(said: Companion) -> str:
        pair = Paired(every_field.media(), said.known_by)
        return show(Known(every_field.media(), (), (), beside=Beside((pair,))))

    def of_redaction(said: Redaction) -> str:
        made = Made(said, "another", every_field.media().original_name)
        return show(Known(every_field.media(), (), (), redacted=RedactedHere((made,))))

    missing = every_field.unchanged(every_field.filled(Redaction), of_redaction)
    every_field.check("The facts of a file (ui/media)", missing, _NOT_SAID_OF_COVERING)
    missing = every_field.unchanged(every_field.filled(Companion), of_companion)
    every_field.check("The facts of a file (ui/media)", missing, _NOT_SAID_OF_BELONGING)
    missing = every_field.unchanged(every_field.acquisition(), of_acquisition)
    every_field.check("The facts of a file (ui/media)", missing, _NOT_SAID_OF_COMING)
    missing = every_field.unchanged(every_field.media(), of_media)
    every_field.check("The facts of a file (ui/media)", missing, _NOT_SAID)
    assert every_field.unchanged(every_field.filled(MetadataItem), of_metadata) == set()
