"""Run in a process of its own, with bounds: a picture on standard input, what we make of it on standard output.

Loads no Django. The picture is drawn anew, upright and in plain colours: nothing stays of what the camera wrote
beside it (place, owner, device). Standard output: a line of JSON (`kind`, `width`, `height`, `sizes`), then the
picture, then a smaller one for phones where `sizes` names two.
"""

from __future__ import annotations

import io
import json
import re
import sys
import warnings
from typing import TextIO

from PIL import Image, ImageCms, ImageOps

TOO_LARGE = 3
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
MOST_PIXELS = 50_000_000
WIDEST = 2000  # pixels of either side
SMALL = 800  # pixels wide: a phone's column
HEAVY = 1_500_000  # bytes: a PNG beyond it is a photograph
QUALITY = 82
MOST_SCANS = 50  # of a JPEG, each over all its pixels; cameras and tools write about ten
EOI, SOS = 0xD9, 0xDA
MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # neither a stuffed byte nor a restart
ALONE = (0x01, 0xD8)  # markers that have no length


def main(kind: str, out: TextIO) -> None:
    """Write the picture drawn anew; exit as `read_picture` says."""
    drawn = read_picture(sys.stdin.buffer.read())
    kind, picture = encoded(drawn, kind)
    pictures = [picture]
    if drawn.width > SMALL:
        drawn_small = drawn.resize((SMALL, max(1, round(drawn.height * SMALL / drawn.width))), Image.Resampling.LANCZOS)
        pictures.append(encode(drawn_small, kind))
    said = {"kind": kind, "width": drawn.width, "height": drawn.height, "sizes": [len(one) for one in pictures]}
    out.buffer.write(json.dumps(said).encode() + b"\n" + b"".join(pictures))


def read_picture(content: bytes) -> Image.Image:
    """Return the picture drawn anew; exit 3 for one of too many pixels, 1 for what is no picture or has many scans."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if content.startswith(b"\xff\xd8") and scans_of(content) > MOST_SCANS:
        sys.exit(1)
    try:
        return drawn_anew(Image.open(io.BytesIO(content), formats=FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        sys.exit(TOO_LARGE)


def scans_of(content: bytes) -> int:
    """Return the number of scans of a JPEG: thousands of empty ones are a small file that takes long to decode."""
    scans, at = 0, 2
    while found := MARKER.search(content, at):
        kind, at = content[found.start() + 1], found.end()
        if kind == EOI:
            break
        scans += kind == SOS
        at += 0 if kind in ALONE else int.from_bytes(content[at : at + 2])
    return scans


def drawn_anew(image: Image.Image) -> Image.Image:
    """Return the first frame, upright, within bounds, in plain colours, and nothing else of it."""
    profile = image.info.get("icc_profile")
    if image.mode in ("P", "PA", "1", "LA") or image.mode.startswith("I"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)  # first: what follows copies it
    plain = in_plain_colours(ImageOps.exif_transpose(image), profile)
    plain.info = {}
    return plain


def in_plain_colours(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, since the profile that says how to read its colours does not stay."""
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
        except (ImageCms.PyCMSError, OSError):  # a broken profile: its colours are taken as they are
            pass
    if image.mode in ("RGB", "L"):
        return image.copy()
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def encoded(image: Image.Image, kind: str) -> tuple[str, bytes]:
    """Return the kind that suits the picture, and its bytes: what is transparent stays so, a drawing stays sharp."""
    is_clear = image.mode == "RGBA"
    if kind not in ("PNG", "GIF"):
        kind = "WEBP" if is_clear else "JPEG"
        return kind, encode(image, kind)
    picture = encode(image, "PNG")
    if len(picture) <= HEAVY:
        return "PNG", picture
    kind = "WEBP" if is_clear else "JPEG"
    return kind, encode(image, kind)


def encode(image: Image.Image, kind: str) -> bytes:
    made = io.BytesIO()
    if kind == "PNG":
        image.save(made, kind)
    else:
        image.save(made, kind, quality=QUALITY, **({"progressive": True} if kind == "JPEG" else {}))
    return made.getvalue()
