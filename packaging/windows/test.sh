#!/bin/bash
# The unit suite and the demo under Wine, with what prepare.py made in FOLDER.
#
#   test.sh FOLDER [ARGUMENT FOR PYTEST…]
set -uo pipefail
here=$(dirname "$0")
folder=$1
shift
status=0

rm -rf "$folder/demo"
"$here/run.sh" "$folder" -m desktop demo "$folder/demo" || status=1
"$here/run.sh" "$folder" -m pytest -p no:cacheprovider tests/unit "$@" || status=1
exit "$status"
