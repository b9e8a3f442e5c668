"""Run a command; write the peak resident KiB of its largest process and the seconds of processor
time of it and of all that it waited for into a file.

``python -S peak.py FILE COMMAND …``. A process of its own, because a child counts the memory
of whoever started it until it becomes another program: started from the benchmark itself,
everything would seem at least as large as the benchmark.
"""

from __future__ import annotations

import os
import subprocess
import sys

process = subprocess.Popen(sys.argv[2:])
_pid, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w", encoding="ascii") as file:  # noqa: PTH123  # pathlib is heavy
    file.write(f"{usage.ru_maxrss} {usage.ru_utime + usage.ru_stime}")
process.returncode = os.waitstatus_to_exitcode(status)
sys.exit(process.returncode)
