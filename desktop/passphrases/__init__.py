"""Passphrases: how hard one is to guess (``strength.py``), and new ones in words
(``generator.py``). ``guesses.py``: the library behind the estimate, with words of three languages.
"""
