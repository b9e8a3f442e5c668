"""What a recipient sees: the places in what was told that somebody has to decide about, and what
then leaves instead.

Everything for outsiders takes :class:`Shown`, which nobody makes but :func:`shown`.
"""

from desktop.showing.decided import Choice as Choice
from desktop.showing.decided import Decided as Decided
from desktop.showing.form import Form as Form
from desktop.showing.form import form_of as form_of
from desktop.showing.register import Entry as Entry
from desktop.showing.register import Register as Register
from desktop.showing.shown import Shown as Shown
from desktop.showing.shown import shown as shown
from desktop.showing.spots import Sort as Sort
from desktop.showing.spots import Spot as Spot
from desktop.showing.spots import spots as spots
from desktop.showing.texts import FieldText as FieldText
from desktop.showing.texts import texts_of as texts_of
from desktop.showing.texts import with_texts as with_texts
