from desktop.cli.declare import Command
from desktop.cli.declare import Noun

NOUN = Noun("receipt", "x", ())
