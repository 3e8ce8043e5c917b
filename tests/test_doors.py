"""Each door of the house: what it lets in, what it refuses, and what it says to browsers."""

import contextlib
import functools
import re
import threading

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from palabre.groups.models import Action
from palabre.people.models import Audience
from palabre.web import url_converters  # noqa: F401 (registers « numbered », whichever test is first)
from tests import addresses, version_watch
from tests.addresses import ARGUMENTS, address
from tests.builders import a_member, a_space, entered
from tests.door_kinds import ACTS, FOR_EVERYBODY, FROM_ANYWHERE, OUTSIDE
from tests.everything import OURS, everything_kept
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("name", sorted(ARGUMENTS))
WROTE, SHOWN = "Ce que j’avais <écrit>", "Ce que j’avais &lt;écrit&gt;"
WRITES = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\W?(\w+)", re.IGNORECASE)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """One thing of each kind, every row and file as they then are, and the data folder: each test finds them so."""
    data = tmp_path_factory.mktemp("doors")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DATA=data):
            space = a_space()
            member = a_member(space)
            things = one_of_everything(space, Audience.of_persons(member), by=member)
            before = everything_kept()
        yield things, before, data
        transaction.set_rollback(True)


@pytest.fixture
def things(made, settings):
    settings.DATA = made[2]
    return made[0]


@pytest.fixture
def before(made):
    return made[1]


def url_of(name, things):
    return address(name, things, space=None if name in OUTSIDE else things["page"].space)


def as_her(things, **options):
    return entered(Client(raise_request_exception=False, **options), things["person"])


def changed(before):
    """Return the tables, or "files", that are not as they were; what the database notes of it for the index aside."""
    now = everything_kept()
    return sorted(name for name in before if now[name] != before[name] and name != "search.Change")


@EVERY
def test_a_visit_to_an_address(name, things):
    client, free, url = as_her(things, enforce_csrf_checks=True), as_her(things), url_of(name, things)

    with writes() as written:
        got, head, sent = client.get(url), client.head(url), client.post(url, {"text": WROTE})
        others = {getattr(free, method)(url).status_code for method in ("put", "delete")}

    assert written == []
    assert faults_of(name, got) == []
    assert head.status_code == got.status_code
    assert others == ({404} if name in FOR_EVERYBODY else {405})
    if name not in FROM_ANYWHERE:  # a form sent from elsewhere is refused, and its text shown again
        assert (sent.status_code, SHOWN in sent.content.decode()) == (403, True)
        assert not getattr(addresses.every_address()[name].callback, "csrf_exempt", False)


def faults_of(name, answer):
    """Return what is wrong with the answer to the member whose things are asked for; what acts shows nothing."""
    status, shown = answer.status_code, {404} if name in FOR_EVERYBODY else {200, 302}
    is_right = (
        status == 405 if name in ACTS else status in shown or (name in OUTSIDE and status in (403, 404, 409, 410))
    )
    faults = [] if is_right else [f"status {status}"]
    faults += [f"{header}: {answer[header]}" for header, value in HEADERS.items() if answer[header] != value]
    policy = answer["Content-Security-Policy"]
    if "unsafe" in policy or "default-src 'none'" not in policy:
        faults.append(policy)
    if answer["Content-Type"] == "application/pdf":
        return faults
    return faults + INLINE.findall(answer.content.decode())  # what the policy would stop


@contextlib.contextmanager
def writes():
    """List each statement that writes to a table of ours, as Django sends it on this connection."""
    written, tables = [], {model._meta.db_table for model in OURS}

    def note(execute, sql, params, many, context):
        if tables & set(WRITES.findall(sql)):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


@pytest.mark.postgres
def test_looking_at_every_address_leaves_every_row_and_file_as_it_was(things, before):
    """Writes that Django does not send are seen here only: by the driver, in a thread, in a file."""
    found = {name: as_her(things).get(url_of(name, things)).status_code for name in sorted(ARGUMENTS)}

    assert {name: status for name, status in found.items() if status >= 500} == {}
    assert changed(before) == []


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


def update(number):
    Action.objects.filter(pk=number).update(text="Autre")


def update_by_the_driver(number, driver=None):
    driver = driver or connection.connection
    driver.execute(f"UPDATE {Action._meta.db_table} SET text = 'Autre' WHERE id = {number}")


def update_in_a_thread(number):
    thread = threading.Thread(target=update_by_the_driver, args=[number, connection.connection])
    thread.start()
    thread.join()


def write_a_file(number):
    (settings.DATA / f"{number}.txt").write_text("Autre")


def careless(how, request, number):
    """What the checks above are there to find: it acts at a look, by any method, and lets anybody's form in."""
    how(number)
    return HttpResponse('<p style="color:red">done</p>')


def careless_address(how, things, settings):
    """Plant a view that writes in this way; return its address."""
    view = csrf_exempt(functools.partial(careless, how))
    hole = path("s/<slug:space>/careless/<numbered:number>/", view, name="careless")
    settings.ROOT_URLCONF = (path("", include("palabre.urls")), hole)
    return f"{things['page'].space.get_absolute_url()}careless/{things['action'].pk}/"


def test_a_careless_view_would_be_found(things, settings):
    client, url = as_her(things, enforce_csrf_checks=True), careless_address(update, things, settings)
    client.request = functools.partial(version_watch.unwatched, client)

    with writes() as written:
        answers = {method: getattr(client, method)(url) for method in ("get", "head", "post", "put")}

    assert [answer.status_code for answer in answers.values()] == [200, 200, 200, 200]
    assert len(written) == 4
    assert faults_of("careless", answers["get"]) == [" style="]
    assert addresses.every_address()["careless"].callback.csrf_exempt


@pytest.mark.parametrize(
    ("how", "where"),
    [(update_by_the_driver, "groups.Action"), (update_in_a_thread, "groups.Action"), (write_a_file, "files")],
)
def test_a_write_that_django_does_not_send_would_be_found(how, where, things, before, settings):
    url = careless_address(how, things, settings)

    with writes() as written:
        as_her(things).get(url)
    found = changed(before)
    (settings.DATA / f"{things['action'].pk}.txt").unlink(missing_ok=True)

    assert (written, found) == ([], [where])


@pytest.mark.parametrize(
    "hole", ['<p style="color:red">', "<script>x</script>", '<a onclick="x">', '<a href="javascript:x">']
)
def test_what_the_policy_would_stop_is_found(hole):
    assert INLINE.search(hole)


def test_what_the_policy_lets_through_is_not_found():
    assert not INLINE.search('<script src="/static/a.js" defer></script><p class="on">one=1</p>')
