"""The door for files: what is read, what is refused, in which words."""

import subprocess
import threading
from email.message import EmailMessage
from typing import Any
from unittest import mock

import pytest
from django.utils import translation

from palabre.minutes.imports.tests import greedy
from palabre.minutes.imports.tests.documents import a_bomb, a_book, a_docx, a_pdf, a_scan, an_odt
from palabre.minutes.imports.uploaded_files import LARGEST, text_of_upload
from palabre.pure.documents import document_writer
from palabre.refusal import Refusal
from palabre.web import sandbox
from palabre.wiki.copies.page_copies import Copy
from tests.lengths import short_by

BROKEN = "Palabre could not read this document: it is damaged, locked, or far too big once opened."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.docx", a_docx("Participants", "Inès Courtois, Aulnoy")),
        ("notes.odt", an_odt("Participants", "Inès Courtois, Aulnoy")),
        ("notes.pdf", a_pdf("Participants", "Inès Courtois, Aulnoy")),
        ("notes.html", "<h1></h1><p>Participants</p><p>Inès Courtois, Aulnoy</p>".encode()),
        ("notes.rtf", rb"{\rtf1 Participants\par In\'e8s Courtois, Aulnoy\par}"),
        ("notes.md", "Participants\n\nInès Courtois, Aulnoy".encode()),
        ("notes.txt", "Participants\r\nInès Courtois, Aulnoy".encode("cp1252")),
        ("NOTES", "Participants\nInès Courtois, Aulnoy".encode("utf-16")),
    ],
)
def test_a_document_of_each_kind_gives_its_lines(name: str, content: bytes) -> None:
    lines = [line.strip() for line in text_of_upload(name, content).splitlines() if line.strip()]

    assert lines == ["Participants", "Inès Courtois, Aulnoy"]


def a_mail(body: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "ines@exemple.example", "Le compte rendu"
    message.set_content(body)
    message.add_attachment(a_docx("Participants : Inès Courtois"), "application", "octet-stream", filename="CR.docx")
    return bytes(message)


def test_a_short_mail_gives_the_document_that_goes_with_it() -> None:
    assert text_of_upload("cr.eml", a_mail("Bonjour, voici le compte rendu.")).strip() == "Participants : Inès Courtois"


def test_a_long_mail_gives_its_own_words() -> None:
    text = text_of_upload("cr.eml", a_mail("Nous avons parlé du four. " * 40))

    assert "Nous avons parlé" in text
    assert "Inès Courtois" not in text


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.docx", b"not a zip", BROKEN),
        ("notes.pdf", b"%PDF-1.7 broken", BROKEN),
        pytest.param("notes.odt", a_docx("x"), BROKEN, marks=pytest.mark.long),
        pytest.param("notes.rtf", b"not rich text", BROKEN, marks=pytest.mark.long),
        pytest.param("notes.eml", b"Subject: x\n\n", BROKEN, marks=pytest.mark.long),
        pytest.param("notes.html", bytes(range(256)) * 4, BROKEN, marks=pytest.mark.long),
        ("notes.pdf", a_scan(), "This PDF holds pictures of pages, not text."),
        ("notes.md", b"", "This file is empty."),
        ("notes.md", b"x" * (LARGEST + 1), "This file is over 10 MB."),
        ("photo.jpg", b"\xff\xd8\xff", "Palabre reads .md, .txt, .docx, .odt, .pdf, .html, .rtf and .eml files."),
        ("notes.txt", bytes(range(256)) * 4, "There is no readable text in this file."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(name: str, content: bytes, why: str) -> None:
    with translation.override("en"), pytest.raises(Refusal) as refused:
        text_of_upload(name, content)

    assert str(refused.value.why) == why
    assert refused.value.instead


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """Made by the test that needs it, not by each worker that reads this file."""
    return a_bomb()


@pytest.mark.parametrize("name", short_by(["notes.docx", "notes.odt"], {"notes.docx"}))
def test_a_file_that_unpacks_to_more_than_is_read_is_refused(name: str, bomb: bytes) -> None:
    with translation.override("en"), pytest.raises(Refusal) as refused:
        text_of_upload(name, bomb)

    assert str(refused.value.why) == BROKEN


def test_a_pdf_of_too_many_pages_is_refused_rather_than_cut() -> None:
    with pytest.raises(Refusal):
        text_of_upload("livre.pdf", a_book(401))


def test_two_documents_are_never_read_at_once() -> None:
    assert sandbox.AT_ONCE.acquire(blocking=False)

    try:
        assert not sandbox.AT_ONCE.acquire(blocking=False)
    finally:
        sandbox.AT_ONCE.release()


def test_a_document_is_read_within_400_mib() -> None:
    status, said = sandbox.read_apart(greedy, str(400 * 1024 * 1024), b"", "")

    assert (status, said) == (1, b"")


def test_of_the_slow_files_of_one_sender_that_wait_together_one_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[bytes] = []
    turn = mock.Mock()
    turn.acquire.side_effect = lambda timeout: sandbox.note_slow("malo", sandbox.TOO_LONG) or True  # meanwhile
    monkeypatch.setattr(sandbox, "AT_ONCE", turn)
    monkeypatch.setattr(sandbox, "run_apart", lambda _reader, _kind, content: (begun.append(content), (0, b""))[1])

    with pytest.raises(sandbox.TooSlow):
        sandbox.read_apart(greedy, "", b"a second one", "malo")

    assert (begun, turn.release.call_count) == ([], 1)
    assert sandbox.read_apart(greedy, "", b"of another", "ines") == (0, b"")


def test_one_document_too_many_at_once_waits_its_turn_then_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sandbox, "PATIENCE", 0)
    with sandbox.AT_ONCE, pytest.raises(Refusal, match="Other documents"), translation.override("en"):
        text_of_upload("cr.docx", a_docx("Un compte rendu."))

    assert "compte rendu" in text_of_upload("cr.docx", a_docx("Un compte rendu."))


def test_a_document_is_read_while_a_copy_of_a_page_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Copy("Une page", "https://palabre.example/", "CC BY-SA", (), "2026-11-27", "<p>Bonjour</p>", "", {})
    monkeypatch.setattr(sandbox, "PATIENCE", 0)
    run, read = subprocess.run, []

    def read_meanwhile(command: list[str], **told: Any) -> Any:
        if document_writer.__name__ in command:
            read.append(text_of_upload("cr.docx", a_docx("Un compte rendu.")).strip())
        return run(command, **told)

    monkeypatch.setattr(sandbox.subprocess, "run", read_meanwhile)
    made = page.document("odt")

    assert (made[:2], read) == (b"PK", ["Un compte rendu."])


def test_a_document_stopped_on_a_busy_machine_is_not_said_to_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)

    with translation.override("en"), pytest.raises(Refusal) as refused:
        text_of_upload("cr.pdf", a_pdf("Participants", "Inès Courtois, Aulnoy"))

    assert str(refused.value.why) == "This document took too long to read: it is heavy, or the server is very busy."
