"""Each door of the house: what it lets in, what it refuses, and what it says to browsers."""

import re

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from palabre.groups.models import Action
from palabre.people.models import Audience
from tests import addresses
from tests.addresses import ARGUMENTS, address
from tests.builders import a_member, a_space, entered
from tests.door_kinds import ACTS, FOR_EVERYBODY, FROM_ANYWHERE, OUTSIDE
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("name", sorted(ARGUMENTS))
WITH_A_FORM = pytest.mark.parametrize("name", sorted(ARGUMENTS.keys() - FROM_ANYWHERE))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One thing of each kind, and every row as it then is: each test finds them so."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA=tmp_path_factory.getbasetemp() / "data"):
            space = a_space()
            member = a_member(space)
            things = one_of_everything(space, Audience.of_persons(member), by=member)
        yield things, everything_kept()
        transaction.set_rollback(True)


@pytest.fixture
def things(made):
    return made[0]


@pytest.fixture
def before(made):
    return made[1]


def url_of(name, things):
    return address(name, things, space=None if name in OUTSIDE else things["page"].space)


def as_her(things, **options):
    return entered(Client(raise_request_exception=False, **options), things["person"])


def everything_kept():
    """Return every row of every table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("palabre.")]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in ours}


@WITH_A_FORM
def test_a_form_sent_from_elsewhere_is_refused_and_its_text_shown_again(name, things):
    client = as_her(things, enforce_csrf_checks=True)

    answer = client.post(url_of(name, things), {"text": "Ce que j’avais <écrit>"})

    assert answer.status_code == 403
    assert "Ce que j’avais &lt;écrit&gt;" in answer.content.decode()


@WITH_A_FORM
def test_no_view_is_exempt_from_the_check_of_forms(name):
    assert not getattr(addresses.every_address()[name].callback, "csrf_exempt", False)


@EVERY
def test_a_form_sent_from_elsewhere_changes_nothing(name, things, before):
    as_her(things, enforce_csrf_checks=True).post(url_of(name, things), {"text": "x"})

    assert everything_kept() == before


@EVERY
def test_looking_changes_nothing(name, things, before):
    as_her(things).get(url_of(name, things))
    as_her(things).head(url_of(name, things))

    assert everything_kept() == before


@EVERY
def test_what_acts_shows_nothing_and_what_shows_answers_what_browsers_may_run(name, things):
    answer = as_her(things).get(url_of(name, things))

    assert (answer.status_code == 405) == (name in ACTS)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
    assert INLINE.findall(answer.content.decode()) == []  # what the policy would stop


@EVERY
def test_methods_that_nobody_uses_are_refused(name, things):
    statuses = {getattr(as_her(things), method)(url_of(name, things)).status_code for method in ("put", "delete")}

    assert statuses == ({404} if name in FOR_EVERYBODY else {405})


@pytest.mark.parametrize("url", ["/nowhere/", "/s/nowhere/", "/s/nowhere/pages/x/"])
def test_a_page_that_is_not_there_has_the_same_headers(client, url):
    answer = client.get(url)

    assert answer.status_code == 404
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert INLINE.findall(answer.content.decode()) == []


def test_the_cookie_of_the_session_is_closed_to_scripts_and_to_other_sites(things):
    token = url_of("entrance:entrance", things)

    cookie = Client().post(token).cookies["palabre"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@csrf_exempt
def careless(request, number):
    """What the checks above are there to find: it acts at a look, by any method, and lets anybody's form in."""
    Action.objects.filter(pk=number).update(text=request.method)
    return HttpResponse('<p style="color:red">done</p>')


@pytest.fixture
def carelessness(settings, things):
    """The address of a careless view."""
    hole = path("s/<slug:space>/careless/<numbered:number>/", careless, name="careless")
    settings.ROOT_URLCONF = (path("", include("palabre.urls")), hole)
    return f"{things['page'].space.get_absolute_url()}careless/{things['action'].pk}/"


def test_a_careless_view_would_be_found(carelessness, things):
    client, before = as_her(things, enforce_csrf_checks=True), everything_kept()

    answers = {method: getattr(client, method)(carelessness) for method in ("get", "post", "put")}

    assert [answer.status_code for answer in answers.values()] == [200, 200, 200]
    assert everything_kept() != before
    assert INLINE.findall(answers["get"].content.decode()) == [" style="]
    assert addresses.every_address()["careless"].callback.csrf_exempt


@pytest.mark.parametrize(
    "hole", ['<p style="color:red">', "<script>x</script>", '<a onclick="x">', '<a href="javascript:x">']
)
def test_what_the_policy_would_stop_is_found(hole):
    assert INLINE.search(hole)


def test_what_the_policy_lets_through_is_not_found():
    assert not INLINE.search('<script src="/static/a.js" defer></script><p class="on">one=1</p>')
