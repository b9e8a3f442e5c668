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
# A test that hangs ends the run with its stack, before CI would end it without.
"$here/run.sh" "$folder" -m pytest -n 2 -p no:cacheprovider \
    -m "not rare" \
    -o faulthandler_timeout=240 -o faulthandler_exit_on_timeout=true tests/unit "$@" || status=1
exit "$status"
