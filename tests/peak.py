"""The most memory that decoding one file takes in its child."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_RUN = """
import resource, sys
from pathlib import Path
from desktop.media.decoding.decoder import DecoderPool
with DecoderPool(workers=1, seconds=300) as pool:
    found = pool.submit(Path(sys.argv[1]).read_bytes()).result()
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak, found.problem or "shown", found.width, found.height, len(found.metadata))
"""


def peak_of(file: Path) -> tuple[int, str]:
    """Bytes resident at most in any process that served the file, and what came out of it.

    Linux and macOS; the largest of the child's and its starter's, which looks at no file.
    """
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, str(file)], capture_output=True, text=True, check=True
    )
    peak, said = ran.stdout.strip().split(" ", 1)
    return int(peak) * (1 if sys.platform == "darwin" else 1024), said
