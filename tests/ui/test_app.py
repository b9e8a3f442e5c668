"""The program as it starts: light, in the person's language, tidy about what it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.settings import Settings, load_settings, save_settings

START = """
import gc, json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from desktop.bugreport import harden_process
from ui.app import application, build

harden_process()
app = application(["skrynia"])
controller = build(app)
controller.window.show()

def tell():
    import os, resource
    words = [label.text() for label in controller.window.findChildren(QLabel)]
    core = resource.getrlimit(resource.RLIMIT_CORE)[0]
    print(json.dumps([words, gc.isenabled(), core, os.umask(0o077)]))
    controller.window.close()
    app.quit()

QTimer.singleShot(200, tell)
app.exec()
"""


def started() -> tuple[list[str], bool, int, int]:
    """Start the program in a process of its own; what it told of itself."""
    run = subprocess.run(
        [sys.executable, "-c", START],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    words, collecting, core, umask = json.loads(run.stdout.splitlines()[-1])
    return words, collecting, core, umask


@pytest.mark.skipif(sys.platform == "win32", reason="there is neither there")
def test_the_first_window_makes_no_classes_of_widgets_it_does_not_hold() -> None:
    """PySide makes all of them, 17 ms, to name a widget that Qt made: a scroll area's viewport."""
    script = START.replace(
        "print(json.dumps(",
        "from PySide6.QtWidgets import QWidget; made = QWidget.__subclasses__(); "
        "print(json.dumps([each.__name__ for each in made])); print(json.dumps(",
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    made = json.loads(run.stdout.splitlines()[-2])
    assert "QFrame" in made, "what it holds is made"
    assert not {"QCalendarWidget", "QWizardPage", "QMdiSubWindow"} & set(made)


def test_no_memory_is_dumped_and_files_are_the_persons_alone() -> None:
    _, collecting, core, umask = started()
    assert (core, umask) == (0, 0o077)
    assert collecting, "garbage is collected again once the window is there"


def test_it_speaks_the_language_that_was_chosen() -> None:
    save_settings(replace(Settings(), language="be"))
    words, *_ = started()
    assert "How do you want to begin?" not in words


def test_the_look_is_fusion_whatever_style_is_asked_for() -> None:
    script = (
        "from ui.app import application; from ui.given import given\n"
        "app = application(['skrynia', '-style', 'Windows', 'W-1.age'])\n"
        "print(app.style().name(), given(app.arguments()[1:]).name)"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_STYLE_OVERRIDE": "Windows"}
    run = [sys.executable, "-c", script]
    said = subprocess.run(run, env=environment, capture_output=True, check=True, text=True)
    assert said.stdout.split() == ["fusion", "W-1.age"]


def test_it_leaves_its_settings_and_nothing_else(home: Path) -> None:
    started()
    left = [file for file in home.rglob("*") if file.is_file()]
    assert [file.name for file in left] == ["settings.json"]
    assert set(load_settings().windows) == {"main"}
