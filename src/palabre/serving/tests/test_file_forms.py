"""A form that brings a file is known as such however it is written; one that is not is given none."""

from io import BytesIO

import pytest
from django.test import RequestFactory
from django.urls import resolve

from palabre.serving import slow_queues
from palabre.serving.slow_queues import DOCUMENTS, Queue
from palabre.web.form.gesture_form import WITHOUT_FILES, files_of

UPLOAD = "/s/a/imports/new/"


@pytest.mark.parametrize(
    "head",
    ['filename=""a.odt', 'filename*0="a.odt"', "filename*=\"\"utf-8''a.odt", 'filename=""\ra"', 'FILENAME = "a"'],
)
def test_a_file_has_its_queue_however_its_name_is_written(head: str) -> None:
    assert slow_queues.A_FILE.search(f'name="file"; {head}\r\nContent-Type: a/b'.encode())
    assert not slow_queues.A_FILE.search(b'name="file"; filename=""\r\nContent-Type: a/b')


@pytest.mark.parametrize("is_queued", [True, False])
def test_a_form_that_was_taken_for_one_without_files_brings_none(rf: RequestFactory, is_queued: bool) -> None:
    request = rf.post(UPLOAD, {"document": BytesIO(b"# CR")})
    request.META[WITHOUT_FILES] = not slow_queues.may_bring_files(Queue(DOCUMENTS) if is_queued else None)
    request.resolver_match = resolve(UPLOAD)

    assert bool(files_of(request)) is is_queued
