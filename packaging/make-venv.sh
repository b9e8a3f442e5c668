#!/bin/sh
# Makes the virtual environment FOLDER with the first Python that is new enough.
#
#   make-venv.sh FOLDER        PYTHON=… names another interpreter
set -eu
folder=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    new_enough "$python" && break
    python=
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found. PYTHON=… names another one." >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Python's venv module is missing. Run this, then call make again:" >&2
        echo "    sudo apt-get update && sudo apt-get install $package" >&2
        exit 1
    fi
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$package"
fi

rm -rf "$folder"
"$python" -m venv "$folder"
