"""Maps: where a place is shown on a map of others, which nobody asks before somebody opens the link."""

from urllib.parse import urlencode

MAP = "https://www.openstreetmap.org/search?"


def map_of(place: str) -> str:
    """The address of a map that looks for the place."""
    return MAP + urlencode({"query": place})
