"""A form is taken from a page of this site alone, by what browsers say themselves; what was typed comes back."""

import pytest
from django.test import Client, RequestFactory
from django.views.decorators.csrf import csrf_exempt

from palabre.web.form.form_origin import FormOriginMiddleware, foreign
from tests.builders import a_member, a_space, entered

HERE = {"Sec-Fetch-Site": "same-origin"}
# Headers of a POST to http://10.0.0.7:8000, and whether its form comes from here.
SENT = [
    (HERE, True),
    (HERE | {"Origin": "https://ailleurs.example"}, True),  # behind a server that changes the host
    (HERE | {"Origin": "null"}, True),
    (HERE | {"Sec-Fetch-Dest": "document"}, True),
    (HERE | {"Sec-Fetch-Dest": "empty"}, True),  # a script of the page
    (HERE | {"Sec-Fetch-Dest": "embed"}, False),  # a PDF that somebody attached submits its own form
    (HERE | {"Sec-Fetch-Dest": "object"}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "none"}, False),
    ({"Sec-Fetch-Site": ""}, False),
    ({"Sec-Fetch-Site": "same-origin,cross-site"}, False),  # sent twice: a server joins them
    ({"Sec-Fetch-Site": "Same-Origin"}, False),
    ({"Sec-Fetch-Site": "cross-site", "Origin": "http://10.0.0.7:8000"}, False),
    ({"Origin": "http://10.0.0.7:8000"}, True),
    ({"Origin": "https://palabre.example"}, True),
    ({"Origin": "http://palabre.example"}, False),
    ({"Origin": "http://10.0.0.7"}, False),
    ({"Origin": "http://10.0.0.7:8001"}, False),
    ({"Origin": "https://10.0.0.7:8000"}, False),
    ({"Origin": "http://10.0.0.7:8000.ailleurs.example"}, False),
    ({"Origin": "null"}, False),
    ({"Origin": ""}, False),
    ({"Origin": "http://10.0.0.7:8000,https://ailleurs.example"}, False),
    ({"Origin": "https://ailleurs.example", "X-Forwarded-Host": "ailleurs.example"}, False),
    ({"Origin": "https://10.0.0.7:8000", "X-Forwarded-Proto": "https"}, False),
    ({"Origin": "https://ailleurs.example", "X-Http-Method-Override": "GET"}, False),
    ({"Referer": "http://10.0.0.7:8000/s/val/"}, False),
    ({}, False),
]


@pytest.mark.parametrize(("headers", "comes_from_here"), SENT)
def test_a_form_comes_from_here(settings, headers, comes_from_here):
    settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS = ["*"], ["https://palabre.example"]

    request = RequestFactory(HTTP_HOST="10.0.0.7:8000").post("/", headers=headers)

    assert (foreign(request) == "") is comes_from_here


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_writes_is_refused_and_what_reads_is_not(method):
    middleware = FormOriginMiddleware(lambda request: None)

    def outcome(how):
        return middleware.process_view(getattr(RequestFactory(), how)("/"), lambda request: None, (), {})

    assert outcome(method).status_code == 403
    assert [outcome(how) for how in ("get", "head", "options")] == [None, None, None]


def test_a_view_for_mail_programs_takes_what_has_no_origin():
    view = csrf_exempt(lambda request: None)

    assert FormOriginMiddleware(lambda request: None).process_view(RequestFactory().post("/"), view, (), {}) is None


@pytest.mark.django_db
def test_what_another_site_sends_changes_nothing_and_is_shown_again():
    ines = a_member(a_space())
    browser = entered(Client(enforce_csrf_checks=True), ines)
    where, typed = f"{ines.space.get_absolute_url()}pages/new/", {"title": "Ma page", "text": "Tout mon texte"}

    forged = browser.post(where, typed, headers={"Sec-Fetch-Site": "cross-site"})
    sent = browser.post(where, typed, headers=HERE)

    assert (forged.status_code, "Tout mon texte" in forged.content.decode()) == (403, True)
    assert (sent.status_code, ines.space.page_set.count()) == (302, 1)


@pytest.mark.django_db
def test_a_form_that_nobody_can_have_typed_is_not_written_out():
    browser = Client(enforce_csrf_checks=True)

    def answer(length):
        return browser.post("/", {"a": '"' * length, "b": "La suite"}, headers={"Sec-Fetch-Site": "cross-site"}).content

    assert answer(10_000).count(b"&quot;") == 10_000
    assert len(answer(9_000_000)) < 100_000
    assert b"La suite" in answer(9_000_000)


@pytest.mark.django_db
def test_no_page_gives_a_browser_a_token(client):
    ines = a_member(a_space())

    page = entered(client, ines).get(f"{ines.space.get_absolute_url()}pages/new/")

    assert ("csrf" in page.content.decode(), "csrftoken" in client.cookies) == (False, False)
