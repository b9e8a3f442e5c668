"""Fill a researcher's vault with the photos of ``FOLDER/photos`` and make the recipient's."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.media.adding.ingest import add_files
from desktop.media.decoding.pictures import PictureMaker
from desktop.model.consent import Purpose
from desktop.model.identity import Role
from tests.screenshots.material import introduce
from tests.support import make_vault, open_interview


def main(folder: Path) -> None:
    """Two vaults that trust each other, one interview with every photo, consent to send it."""
    with (
        make_vault(folder, "researcher", post_quantum=False) as researcher,
        make_vault(folder, "office", Role.ORGANISATION, post_quantum=False) as office,
    ):
        introduce(researcher, office)
        interview = open_interview(researcher, "B-1", Purpose.KEEP, Purpose.PHOTOGRAPH)
        with PictureMaker() as pictures:
            add_files(researcher, [folder / "photos"], interview.id, pictures=pictures)
            pictures.make(researcher)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
