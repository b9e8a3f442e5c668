"""The core of Skrynia: records, vault, packages, reports. It knows no Qt and no network.

«desktop» is *not* the screen: everything a person sees in a window lives in the package
``ui``; this package is what both the window and ``skryniactl`` stand on. Imports go
downward only, floor by floor::

    model  errors  progress  files  paths  settings  i18n  resources     (ground floor)
    crypto  vocabulary
    media  vault
    handoff  reports                                       (take an open vault)
    cli                                                    (and the package ``ui``)

``tests/unit/rules/test_architecture.py`` states these rules as tests.
"""

__version__ = "0.1.0"
