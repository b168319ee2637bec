"""Names that nobody can take for real: an adjective and something from nature, as in Norwegian test data."""

_ASCII = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-"})


def key_of(name: str) -> str:
    """The short and stable sign-in key of a name: «Blid Bjørk» is `blid-bjork`."""
    return name.lower().translate(_ASCII)


def alias_of(name: str) -> str:
    """The one name that participants see of somebody who works here: the first word."""
    return name.split(maxsplit=1)[0]
