"""Pages of PDF drawn by hand: words at their places, rules around cells."""

from collections.abc import Iterable

Words = tuple[float, float, str]  # x, y, what is written there
HEIGHT = 10  # of the letters


def drawn_pdf(*pages: tuple[Iterable[Words], str]) -> bytes:
    """Return a PDF; each page is its words, drawn one after the other, and the operators that draw its rules."""
    count = len(pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % (4 + n) for n in range(count)), count),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number in range(count):
        told = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
        objects.append(told % (4 + count + number))
    for words, rules in pages:
        shown = "".join(f"BT /F1 {HEIGHT} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in words)
        stream = (rules + "\n" + shown).encode("cp1252")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    return file_of(objects)


def ruled(xs: list[float], ys: list[float]) -> str:
    """Return the operators that draw the lines of a table, at these places."""
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S " for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S " for x in xs)


def file_of(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return b"%s%s%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (out, head, table, size, len(out))
