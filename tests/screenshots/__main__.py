"""Make the vaults once, then visit every screen in a process of its own for each look."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.i18n import LANGUAGES
from tests.screenshots.material import make_material

THEMES = ("light", "dark")
_SCREEN = Path(__file__).with_name("screen.json")


def main(arguments: list[str]) -> int:
    """Write ``FOLDER/THEME-LANGUAGE/NN-NAME.png``; the folder is build/screenshots by default."""
    if arguments[:1] and arguments[0].startswith("-"):
        print(main.__doc__)
        return 2
    target = Path(arguments[0] if arguments else "build/screenshots")
    with tempfile.TemporaryDirectory(prefix="skrynia-pictures-") as folder:
        material = Path(folder, "material")
        material.mkdir()
        make_material(material)
        for theme in THEMES:
            for language in LANGUAGES:
                # Visiting changes the vaults, so each look gets its own.
                own = shutil.copytree(material, Path(folder, f"{theme}-{language}"))
                visit_in_a_process(theme, language, own, target / f"{theme}-{language}")
                shutil.rmtree(own)
    print(f"Pictures are in {target}")
    return 0


def visit_in_a_process(theme: str, language: str, material: Path, target: Path) -> None:
    """Take every picture of one look; its own process, for its own theme and settings."""
    environment = os.environ | {"HOME": str(material), "XDG_CONFIG_HOME": f"{material}/config"}
    # The screen of ``offscreen`` alone has 800 pixels, on which the window hides its list.
    environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREEN}"
    command = [sys.executable, "-m", "tests.screenshots.visit", theme, language, material, target]
    subprocess.run(list(map(str, command)), check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
