"""Where templates, static files and translations lie, in the repository and in an installed wheel."""

from pathlib import Path

# A wheel carries the three folders inside the package, because whatever lies beside
# a package in site-packages belongs to everybody. In the repository they are at the top.
_PACKED = Path(__file__).parent / "_data"
_HOME = _PACKED if _PACKED.is_dir() else Path(__file__).parent.parent

TEMPLATES: Path = _HOME / "templates"
STATIC: Path = _HOME / "static"
TRANSLATIONS: Path = _HOME / "translations"
