"""The program with a hardware key made of software: ``python -m tests.walk.with_token``.

It is what :func:`desktop.system.hardware_key.plugged_in` finds; nothing else differs.
"""

from __future__ import annotations

import sys

from desktop.system import hardware_key
from tests.software_token import SoftwareToken, plugged
from ui.app import main

if __name__ == "__main__":
    token = SoftwareToken()
    hardware_key.plugged_in = lambda stop=None: plugged(token)
    sys.exit(main())
