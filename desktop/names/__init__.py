"""Names of people: one matcher for every spelling, script, case and short form.

Pure functions over words, and data in ``resources/names``; no window, no vault. A person decides
each match: nothing here says that two names *are* one, it says why they may be.
"""

from desktop.names.cases import declined as declined
from desktop.names.forgetting import forget as forget
from desktop.names.guess import Guess as Guess
from desktop.names.guess import guesses as guesses
from desktop.names.keys import keys as keys
from desktop.names.letters import plain as plain
from desktop.names.match import Index as Index
from desktop.names.match import Likeness as Likeness
from desktop.names.match import Reason as Reason
from desktop.names.match import compare as compare
from desktop.names.spans import Protected as Protected
from desktop.names.spans import Span as Span
