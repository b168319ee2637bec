"""Pictures, made anew from what can be seen: turned the right way, in sRGB, small enough, and without a word in them."""

import io
from typing import Any

from PIL import Image, ImageCms, ImageOps

from portal.adapters.files.press_parts import Unusable, broken

QUALITY = 85
FORMATS = {"jpeg": ("JPEG", "MPO"), "png": ("PNG",), "webp": ("WEBP",)}
# What a library says of a file that is none; nothing else of it is told anybody.
GIVES_UP = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ArithmeticError)


def press(content: bytes, asked: dict[str, Any]) -> tuple[str, int, bytes]:
    """The picture as JPEG. Raises Unusable for one that is too large, cut off, or none."""
    # How large it is, is asked before anything is unpacked; the library's own warning would come later.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS[asked["kind"]]) as picture:
            width, height = picture.size
            if width * height > asked["pixels"]:
                raise Unusable("file-too-many-pixels")
            if width * height == 0:
                raise Unusable("file-broken")
            side = asked["side"]
            # A JPEG can be unpacked small at once, which saves most of the memory.
            picture.draft("RGB", (side, side))
            picture.load()
            plain = _on_white(_in_srgb(ImageOps.exif_transpose(picture)))
    except GIVES_UP as error:
        raise broken(error) from error
    plain.thumbnail((side, side), Image.Resampling.LANCZOS)
    # A picture of its own: what the first one carried along is nowhere in it.
    anew = Image.new("RGB", plain.size)
    anew.paste(plain)
    made = io.BytesIO()
    anew.save(made, "JPEG", quality=QUALITY)
    return "jpeg", 1, made.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK", "L"}:
        return picture
    try:
        there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, there, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, *GIVES_UP):
        # A profile that is none changes no colour.
        return picture
    return turned or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits of grey, of which eight are seen.
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if "A" in picture.mode or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        ground.alpha_composite(seen)
        return ground.convert("RGB")
    return picture.convert("RGB")
