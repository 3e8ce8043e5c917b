"""What is kept of a file that somebody gives, and what is refused, in which words."""

import io
import zipfile

import pytest
from django.utils import translation
from PIL import Image

from palabre.refusal import Refusal
from palabre.wiki.attachments import picture_redraw
from palabre.wiki.attachments.file_intake import LARGEST, file_name_for, make
from palabre.wiki.attachments.file_kinds import JPEG, PDF
from palabre.wiki.attachments.tests.pictures_given import SECRET, a_huge_png, a_jpeg, a_picture, an_animation

OFFICE = "application/vnd.openxmlformats-officedocument."


def described(name, content):
    return make(name, content, is_described=True)


def an_archive(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(
                name.replace("__", "/")
                .replace("_xml", ".xml")
                .replace("script_lc", "script-lc")
                .replace("Types", "[Content_Types]"),
                content,
            )
    return made.getvalue()


def an_odt(**files):
    return an_archive(mimetype="application/vnd.oasis.opendocument.text", content_xml="x", **files)


def drawn(made):
    return Image.open(io.BytesIO(made.content))


def test_nothing_stays_of_what_a_camera_wrote_in_a_picture():
    made = described("IMG_2041.JPG", a_jpeg())

    assert SECRET in a_jpeg()
    assert [mark for mark in (SECRET, b"Exif", b"xmpmeta", b"ICC_PROFILE") if mark in made.content + made.small] == []


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_nothing_stays_of_what_was_written_in_another_kind_of_picture(kind):
    given = a_picture(kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0" + SECRET, xmp=SECRET)

    assert SECRET in given
    assert SECRET not in described("vue", given).content


def test_a_picture_of_a_great_many_scans_is_refused_before_it_is_decoded():
    given = a_picture("JPEG", progressive=True)
    scan = given[given.rfind(b"\xff\xda") : -2]
    few, many = (given[:-2] + scan * scans + b"\xff\xd9" for scans in (20, picture_redraw.MOST_SCANS))

    assert described("vue.jpg", few).width
    assert picture_redraw.scans_of(given + b"\xff\xda" * 99) + 20 == picture_redraw.scans_of(few)
    with pytest.raises(Refusal):
        described("vue.jpg", many)


def test_a_picture_stands_upright():
    made = described("vue.jpg", a_jpeg(400, 300, upright=False))

    assert (made.width, made.height) == drawn(made).size == (300, 400)


def test_a_wide_picture_is_brought_within_bounds_and_a_small_one_is_made_for_phones():
    made = described("vue.jpg", a_jpeg(4000, 1000))

    assert (made.width, made.height) == (2000, 500)
    assert Image.open(io.BytesIO(made.small)).size == (800, 200)


def test_a_narrow_picture_has_no_smaller_one():
    assert described("vue.png", a_picture(width=800)).small == b""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (a_picture("PNG"), ("image/png", "RGB")),
        (a_picture("PNG", mode="RGBA"), ("image/png", "RGBA")),
        (a_picture("WEBP"), ("image/jpeg", "RGB")),
        (a_picture("WEBP", mode="RGBA"), ("image/webp", "RGBA")),
        (a_picture("AVIF"), ("image/jpeg", "RGB")),
        (a_picture("JPEG", mode="CMYK"), ("image/jpeg", "RGB")),
        (an_animation(), ("image/png", "RGB")),
    ],
)
def test_a_picture_is_drawn_anew_in_a_kind_that_suits_it(given, kept):
    made = described("vue", given)

    assert (made.content_type, drawn(made).mode) == kept
    assert getattr(drawn(made), "n_frames", 1) == 1


ODT = "application/vnd.oasis.opendocument.text"
DOCX = an_archive(Types_xml="x", word__document_xml="x")


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("Le Relevé des puits.pdf", b"%PDF-1.7 ...", ("le-releve-des-puits.pdf", "application/pdf")),
        ("a.exe", b"%PDF-1.7 ...", ("a.pdf", "application/pdf")),
        ("lettre.odt", an_archive(mimetype=ODT, content_xml="x"), ("lettre.odt", ODT)),
        ("lettre.docx", DOCX, ("lettre.docx", f"{OFFICE}wordprocessingml.document")),
        ("liste.csv", "été;1\n".encode("cp1252"), ("liste.csv", "text/csv")),
        ("dates.ics", b"BEGIN:VCALENDAR\n", ("dates.ics", "text/calendar")),
        ("mot.md", b"# Un mot\n", ("mot.md", "text/markdown")),
        ("../../etc/passwd.txt", b"rien", ("passwd.txt", "text/plain")),
        ("☂.txt", b"rien", ("document.txt", "text/plain")),
    ],
)
def test_a_document_is_known_by_its_bytes_and_kept_as_it_is(name, content, kept):
    made = make(name, content, is_described=False)

    assert (made.name, made.content_type) == kept
    assert made.content == ("été;1\n".encode() if name == "liste.csv" else content)


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("vide.pdf", b"", 415),
        ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", 415),
        ("page.html", b"<script>alert(1)</script>", 415),
        ("faux.pdf", b"MZ\x90\0", 415),
        ("faux.txt", bytes(range(256)) * 4, 415),
        ("faux.ics", b"bonjour", 415),
        ("vue.heic", b"\0\0\0\x18ftypheic....", 415),
        (
            "macros.docm",
            an_archive(Types_xml="x", word__document_xml="x", word__vbaProject="x") + b"vbaProject.bin",
            415,
        ),
        ("macros.odt", an_odt(Basic__script_lc_xml="x", Basic__Standard__Module1_xml="x"), 415),
        ("macros.ods", an_odt(Scripts__python__module="x"), 415),
        ("archive.zip", an_archive(a="x"), 415),
        ("bombe.png", a_huge_png(), 413),
        ("casse.jpg", b"\xff\xd8\xff\xe0 rien", 422),
        ("lourd.pdf", b"%PDF-" + b"x" * LARGEST, 413),
    ],
)
def test_what_is_not_kept_is_refused_in_two_sentences(name, content, status):
    with translation.override("en"), pytest.raises(Refusal) as refused:
        described(name, content)

    assert refused.value.status == status
    assert refused.value.why
    assert refused.value.instead
    assert ("macros" in refused.value.why) is name.startswith("macros")


def test_a_picture_that_nobody_described_is_refused():
    with pytest.raises(Refusal) as refused:
        make("vue.png", a_picture(), is_described=False)

    assert refused.value.status == 422


def test_a_long_name_is_cut_before_its_ending():
    assert file_name_for("a" * 300 + ".jpeg", JPEG) == "a" * 60 + ".jpg"
    assert file_name_for("C:\\Mes documents\\Devis.PDF", PDF) == "devis.pdf"
