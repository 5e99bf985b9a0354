"""The words of the demo. People, places and addresses are invented."""

from .attendance import ATTENDANCE
from .evenings import EVENINGS
from .people import PEOPLE
from .places import PICTURES, PLACES, SUBJECTS
from .recaps import RECAPS
from .site import FRENCH_SITE, SITE
from .specials import SPECIALS

__all__ = [
    "ATTENDANCE",
    "EVENINGS",
    "FRENCH_SITE",
    "PEOPLE",
    "PICTURES",
    "PLACES",
    "RECAPS",
    "SITE",
    "SPECIALS",
    "SUBJECTS",
]
