"""Pictures of every screen of the real program, light and dark, in three languages.

``python -m tests.screenshots [FOLDER]`` (or ``make screenshots``) makes two vaults with the
sample in one of them, hands a package over, and visits every room at 1366×768. To be looked
at, not compared: a person judges whether it is right.
"""
