"""Pictures made by hand, for the tests of attachments."""

import io
import struct
import zlib

from PIL import Image

SECRET = b"LIEU-SECRET"
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def a_jpeg(width=1200, height=900, *, upright=True):
    """A photograph, with the place where it was taken written in all the ways that cameras have."""
    image = Image.new("RGB", (width, height), "teal")
    exif = Image.Exif()
    exif[MAKE] = SECRET.decode()
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[29] = "N", SECRET.decode()
    if not upright:
        exif[ORIENTATION] = 6
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, comment=SECRET, xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>")
    return made.getvalue() + SECRET


def a_picture(kind="PNG", width=40, height=30, mode="RGB", **options):
    made = io.BytesIO()
    Image.new(mode, (width, height), 90).save(made, kind, **options)
    return made.getvalue()


def an_animation():
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:])
    return made.getvalue()


def a_huge_png():
    """A few bytes that say that they hold a hundred thousand times as many pixels."""
    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    said = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(said)
