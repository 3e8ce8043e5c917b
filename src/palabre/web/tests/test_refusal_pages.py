"""Each refusal says why and what to do instead, in a page that reads."""

import pytest
from django.test import Client, RequestFactory

from palabre.refusal import Refusal
from palabre.web import views
from palabre.web.form import form_origin
from palabre.web.form.form_input import typed_in
from palabre.web.middleware import RefusalMiddleware


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_missing_page_says_what_to_do(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Nous ne trouvons pas cette page" in text(response)


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [(views.bad_request, 400, "Nous n’avons pas compris"), (views.forbidden, 403, "ne vous est pas ouvert")],
)
def test_a_refused_page_says_so(view, status, words):
    response = view(request(), Exception())

    assert response.status_code == status
    assert words in text(response)


def test_a_broken_page_needs_neither_database_nor_session():
    response = views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Quelque chose s’est cassé de notre côté" in text(response)


def test_a_refusal_shows_its_sentence_and_its_next_step():
    def no(_request):
        raise AssertionError

    said = Refusal("Cette date est passée.", instead="Choisissez-en une autre.")
    response = RefusalMiddleware(no).process_exception(request(), said)

    assert response.status_code == 409
    assert "Cette date est passée." in text(response)
    assert "Choisissez-en une autre." in text(response)


def test_a_fault_is_not_a_refusal():
    assert RefusalMiddleware(lambda _request: None).process_exception(request(), ValueError("x")) is None


def test_a_form_from_elsewhere_gives_back_what_was_typed():
    response = form_origin.refuse(request(post={"text": "<b>tout</b> mon compte rendu"}))

    assert response.status_code == 403
    assert "&lt;b&gt;tout&lt;/b&gt; mon compte rendu" in text(response)


def request(post: dict[str, str] | None = None):
    made = RequestFactory().post("/", post) if post else RequestFactory().get("/")
    made._messages = []
    return made


def test_no_refusal_is_kept_by_a_browser_lest_a_link_given_back_stay_closed_there():
    refusal = Refusal("Non.", instead="Plus tard.")
    refusal.status = 410

    response = RefusalMiddleware(lambda _request: None).process_exception(request(), refusal)

    assert response.status_code == 410
    assert "no-store" in response.headers["Cache-Control"]


def test_a_ticked_box_and_a_choice_are_no_text_that_was_typed():
    sent = {"question": "Qui ouvre le préau ?", "i_carry_it": "on", "to": "groups.group:12", "form_token": "abc"}

    assert typed_in(RequestFactory().post("/", sent)) == ["Qui ouvre le préau ?"]


def test_what_is_given_back_is_weighed_as_it_is_written_in_the_page():
    sent = {"text": "'" * 700_000, "title": "a" * 1_000_000}

    assert typed_in(RequestFactory().post("/", sent)) == ["a" * 1_000_000]
