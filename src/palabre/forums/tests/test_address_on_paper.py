"""“Today” bears the address that phones type, never the one of the computer on which the kit is asked for."""

import pytest

from palabre.forums.kit.kit_pages import today
from palabre.forums.tests.scene import as_, at, prepared
from palabre.forums.views import kit as kit_views
from palabre.web.origins import is_of_one_computer

pytestmark = pytest.mark.django_db
ALONE = {"HTTP_HOST": "localhost:8000"}
NETWORK = "192.168.1.20:8000"


@pytest.fixture
def scene():
    return prepared(public=True)


@pytest.fixture
def on_network(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "192.168.1.20", "ordinateur"]


def kit_asked(monkeypatch, client, day, **more):
    """Return the facts of this server that the kit printed."""
    printed = []
    monkeypatch.setattr(kit_views, "kit_of", lambda _day, _parts, here: printed.append(here) or b"%PDF-")
    answer = client.get(at(day, "kit_file"), {"part": "today", **more}, **ALONE)
    return answer, printed


def test_the_page_says_it_before_it_is_printed(scene):
    day, sabine = scene

    page = as_(sabine).get(at(day, "kit"), **ALONE).content.decode()
    elsewhere = as_(sabine).get(at(day, "kit"), HTTP_HOST="testserver").content.decode()

    assert "porterait l’adresse de ce seul ordinateur" in page
    assert "localhost:8000" in page
    assert 'name="address"' in page
    assert ("ce seul ordinateur" in elsewhere, 'name="address"' in elsewhere) == (False, False)


def test_the_address_of_the_network_is_offered_where_the_server_knows_it(scene, on_network):
    day, sabine = scene

    page = as_(sabine).get(at(day, "kit"), **ALONE)

    assert page.context["form"].initial["address"] == NETWORK
    assert f"{NETWORK}/forum" in page.content.decode()


def test_a_page_with_the_code_says_that_it_leads_no_phone_there(scene):
    day, sabine = scene

    pages = [as_(sabine).get(at(day, "kit"), HTTP_HOST=host).content.decode() for host in ("localhost", "testserver")]

    assert ["mène à ce seul ordinateur" in page for page in pages] == [True, False]


@pytest.mark.parametrize("typed", [NETWORK, f"http://{NETWORK}/"])
def test_what_the_host_gives_is_printed(scene, monkeypatch, typed):
    day, sabine = scene

    _answer, [here] = kit_asked(monkeypatch, as_(sabine), day, address=typed)

    assert here.door == f"{NETWORK}/forum"
    assert here.square.startswith(f"http://{NETWORK}/forum/{day.code}/")


def test_without_one_a_line_stays_to_be_filled_in_by_pen(scene, monkeypatch):
    day, sabine = scene

    _answer, [here] = kit_asked(monkeypatch, as_(sabine), day)
    [page] = today(day, here)

    assert "localhost" not in repr(page)
    assert ([one["words"] for one in page["steps"]][1], page["square"]) == ("", None)


@pytest.mark.parametrize("typed", ["localhost:8000", "http://127.0.0.1", "pas une adresse", "javascript:alert(1)"])
def test_what_no_phone_could_type_is_refused_and_comes_back(scene, monkeypatch, typed):
    day, sabine = scene

    answer, printed = kit_asked(monkeypatch, as_(sabine), day, address=typed)

    assert (answer.status_code, printed) == (422, [])
    assert typed in answer.content.decode()


def test_the_projector_of_the_laptop_shows_the_address_of_the_network(scene, on_network):
    day, sabine = scene

    page = as_(sabine).get(at(day, "projector"), **ALONE).content.decode()

    assert "localhost" not in page.partition("<room-live")[2]


@pytest.mark.parametrize(
    ("origin", "found"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", True),
        ("http://192.168.1.20:8000", False),
        ("https://palabre.example", False),
    ],
)
def test_which_addresses_lead_to_one_computer(origin, found):
    assert is_of_one_computer(origin) is found
