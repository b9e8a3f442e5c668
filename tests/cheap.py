"""``skryniactl`` whose new vaults open in microseconds: ``python -m tests.cheap ARGUMENT…``.

For tests that run the program in a process of its own and do not look at what a passphrase
costs. One demo pays the full price.
"""

from __future__ import annotations

import sys

from desktop.cli import main
from desktop.crypto import kdf
from tests.support import CHEAP_COST

if __name__ == "__main__":
    kdf.calibrate = lambda *_: CHEAP_COST
    sys.exit(main())
