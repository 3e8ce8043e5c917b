"""A gesture of one button: what it answers, to whom, and what it says."""

from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, require


def one_or_404(request, number):
    if number != 7:
        raise Http404
    return SimpleNamespace(pk=7, get_absolute_url=lambda: "/thing/7/")


@gesture_on(one_or_404)
def taking(request, thing):
    return "C’est pris." if request.POST.get("say") else None


@pytest.fixture
def post(rf):
    def sent(path="/taking/", **data):
        request = rf.post(path, data)
        request._messages = CookieStorage(request)
        return request

    return sent


def said(request):
    return [(str(one), one.extra_tags) for one in get_messages(request)]


def test_a_gesture_is_not_made_by_looking(rf):
    assert taking(rf.get("/taking/"), 7).status_code == 405


def test_a_gesture_goes_back_to_its_thing_and_says_so(post):
    request = post(say="1")
    answer = taking(request, 7)

    assert (answer.status_code, answer.url, said(request)) == (302, "/thing/7/", [("C’est pris.", "")])


def test_a_gesture_that_the_page_shows_says_nothing(post):
    request = post()
    taking(request, 7)

    assert said(request) == []


def test_nothing_is_done_to_a_thing_that_is_not_found(post):
    done = []
    with pytest.raises(Http404):
        gesture_on(one_or_404)(lambda request, thing: done.append(thing))(post(), 8)

    assert done == []


def test_a_gesture_may_lead_to_another_view_of_the_thing(post):
    request = post()
    request.space = SimpleNamespace(slug="le-val")
    answer = gesture_on(one_or_404, to="meetings:changed")(lambda request, thing: None)(request, 7)

    assert answer.url == "/s/le-val/meetings/7/change/done/"


def test_an_answer_of_its_own_is_given_as_it_is(post):
    own = HttpResponse("ici")

    assert gesture_on(one_or_404)(lambda request, thing: own)(post(), 7) is own


def test_the_undo_stands_beside_the_words(post):
    request = post()
    confirm(request, "Rangé.", "/ailleurs/", undo="/retour/")

    assert said(request) == [("Rangé.", "/retour/")]


def test_who_may_not_is_refused():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)


@pytest.mark.parametrize(("door", "posted"), [(fresh_page, 405), (fresh_form, 200)])
def test_a_fresh_page_is_kept_by_no_browser(rf, door, posted):
    view = door(lambda request: HttpResponse())

    assert "no-store" in view(rf.get("/")).headers["Cache-Control"]
    assert view(rf.post("/")).status_code == posted
