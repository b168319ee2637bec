"""Language: all that turns meaning into words, from catalogues and dates to the templates' environment."""

from portal.text import isolation

isolation.apply()
