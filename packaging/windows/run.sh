#!/bin/bash
# One call of the Windows Python that prepare.py made in FOLDER, in the current folder.
#
#   run.sh FOLDER ARGUMENT…
#
# Nothing of this user's settings or of a screen is passed on. The output goes through cat:
# with a plain file as standard output, Windows Python does not start under Wine.
set -euo pipefail
folder=$(cd "$1" && pwd)
shift
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
mkdir -p "$folder/home"

env -i PATH="$PATH" HOME="$folder/home" LANG=C.UTF-8 ${CI:+CI="$CI"} \
    WINEPREFIX="$folder/prefix" WINEARCH=win64 WINEDEBUG=-all \
    WINEDLLOVERRIDES="mscoree,mshtml=;winemenubuilder.exe=d" \
    WINEPATH="Z:${folder//\//\\}\\hosttools" \
    PYTHONPYCACHEPREFIX="Z:${folder//\//\\}\\pycache" \
    HYPOTHESIS_STORAGE_DIRECTORY="Z:${folder//\//\\}\\hypothesis" QT_QPA_PLATFORM=offscreen \
    "$wine" "$folder/python/python.exe" "$@" </dev/null 2>&1 | cat
