"""Pictures of every screen of the real program, light and dark, in three languages.

``python -m tests.screenshots [FOLDER]`` (or ``make screenshots``) makes vaults with the sample in
one of them, hands a package over, backs up and restores, leaves a vault behind, and visits every
room at 1366×768. To be looked at, not compared: a person judges whether it is right.
"""
