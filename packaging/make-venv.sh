#!/bin/sh
# Makes the virtual environment FOLDER with the first Python that is new enough.
#
#   make-venv.sh FOLDER        PYTHON=… names another interpreter
set -eu
folder=$1

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        new_enough "$python" && return
    done
    python=
}

# install PACKAGE… : by apt when root; otherwise the exact command is printed.
install() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Python 3.11 or its venv module is missing. Run this, then call make again:" >&2
        echo "    sudo apt-get update && sudo apt-get install --no-install-recommends $*" >&2
        exit 1
    fi
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"
}

find_python
if [ -z "$python" ] && ! command -v python3 >/dev/null 2>&1; then
    install python3 python3-venv
    find_python
fi
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found. PYTHON=… names another one." >&2
    exit 1
fi

if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi

rm -rf "$folder"
"$python" -m venv "$folder"
