"""Run in a process of its own, as picture_redraw is: a photograph becomes one light grey picture, for many phones.

Standard output: a line of JSON (`kind`, `width`, `height`, `sizes`), then the picture.
"""

from __future__ import annotations

import io
import json
import sys
from typing import TextIO

from PIL import Image, ImageOps

from palabre.wiki.attachments.picture_redraw import read_picture

MOST_BYTES = 80_000
# Pixels of the longer side, and quality: letters stay legible longer in a wide picture of low quality than in a small
# one. The last one always fits.
TRIES = ((1600, 50), (1600, 25), (1280, 25), (1280, 10), (1024, 10), (800, 10), (640, 10), (480, 5))


def main(_kind: str, out: TextIO) -> None:
    """Write the picture in grey; exit as `read_picture` says."""
    drawn, picture = lightest(in_grey(read_picture(sys.stdin.buffer.read())))
    said = {"kind": "WEBP", "width": drawn.width, "height": drawn.height, "sizes": [len(picture)]}
    out.buffer.write(json.dumps(said).encode() + b"\n" + picture)


def in_grey(image: Image.Image) -> Image.Image:
    """Return the picture in grey, on white where it was transparent, with more contrast: a hall is dim."""
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return ImageOps.autocontrast(image.convert("L"), cutoff=1)


def lightest(grey: Image.Image) -> tuple[Image.Image, bytes]:
    """Return the picture as the first of TRIES that is light enough, and its bytes."""
    for widest, quality in TRIES:
        drawn, made = grey.copy(), io.BytesIO()
        drawn.thumbnail((widest, widest), Image.Resampling.LANCZOS)
        drawn.save(made, "WEBP", quality=quality)
        if made.tell() <= MOST_BYTES:
            break
    return drawn, made.getvalue()
