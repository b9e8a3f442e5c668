#!/bin/bash
# The demo and the unit suite under Wine, with what prepare.py made in FOLDER.
#
#   test.sh FOLDER [ARGUMENT FOR PYTEST…]
set -uo pipefail
here=$(dirname "$0")
folder=$1
shift
status=0

rm -rf "$folder/demo"
"$here/run.sh" "$folder" -m desktop demo "$folder/demo" || status=1
echo "The vault that took the package in, opened by the Python of this system:"
sed -n 's/ *organisation\.skrynia$//p' "$folder/demo/passphrases.txt" \
    | "$here/../../.venv/bin/skryniactl" vault check "$folder/demo/organisation.skrynia" \
        --passphrase-fd 0 || status=1
# A test that hangs ends the run of its worker with its stack, before CI would end it without.
tests() {
    "$here/run.sh" "$folder" -m pytest -n 2 -m "not rare" -o "cache_dir=Z:$cache" \
        -o faulthandler_timeout=240 -o faulthandler_exit_on_timeout=true tests/unit "$@"
}

cache=$(cd "$folder" && pwd)/cache
rm -rf "$cache"
tests "$@" || {
    # A process of Wine dies or hangs once in some ten thousand tests, and has taken the rest of
    # its worker along. A fault of ours fails twice.
    echo "What failed is run once more, in a Wine that was started anew:"
    WINEPREFIX=$(cd "$folder" && pwd)/prefix "$(command -v wineserver || echo /usr/lib/wine/wineserver)" -k
    tests --last-failed --last-failed-no-failures none "$@" || status=1
}
exit "$status"
