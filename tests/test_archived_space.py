"""An archived space: everybody reads it as before, no form changes anything in it, and two yeses open it again."""

import datetime
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.test import Client, override_settings
from django.urls import resolve, reverse
from django.utils import timezone

from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.access import join_link, links
from palabre.people.models import Agreement, Audience, Person
from palabre.spaces.models import Space
from tests import everything
from tests.addresses import address, every_address, within_a_space
from tests.builders import a_group, a_member, a_space, entered
from tests.door_kinds import ACTS, FOR_EVERYBODY
from tests.lengths import short_by
from tests.made_once import made_once
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
PARTS = 4  # of the addresses: one of them by default
NOBODY_WRITES = "Personne n’écrit plus ici : l’espace est archivé."
SENT = {"text": "x", "title": "x", "name": "x", "words": "x"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A public space with one thing of each kind, which everybody reads; with a room that is open; its data folder."""
    data = tmp_path_factory.mktemp("data")
    with made_once(django_db_blocker):
        with override_settings(DATA=data):
            space = a_space(public=True)
            things = one_of_everything(space, Audience.everybody(space), by=a_member(space, "Odile Tanneguy"))
            Room.objects.filter(meeting=things["meeting"]).update(opened_at=timezone.now())
        yield things, data


@pytest.fixture
def things(made, settings):
    settings.DATA = made[1]
    return {kind: type(row)._base_manager.get(pk=row.pk) for kind, row in made[0].items()}


@pytest.fixture
def space(things):
    return things["page"].space


def archive(space):
    Space.objects.get(pk=space.pk).archive(timezone.now())


def is_archived(space):
    return Space.objects.get(pk=space.pk).is_archived


def still_answers(name):
    return getattr(every_address()[name].callback, "even_archived", False)


def post(person, space, name, *numbers):
    return entered(Client(), person).post(reverse(f"here:{name}", args=[space.slug, *numbers]), follow=True)


class Forms(HTMLParser):
    """The addresses of the forms of a page that are sent by POST."""

    def __init__(self, answer):
        super().__init__()
        self.at, self.found = answer.request["PATH_INFO"], []
        self.feed(answer.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form" and given.get("method") == "post":
            self.found.append(urljoin(self.at, given.get("action") or "").partition("?")[0].partition("#")[0])


def refused_forms(answer):
    """Return the addresses to which this page of an archived space offers in vain to send something."""
    found = Forms(answer).found if answer.status_code == 200 and b"<main" in answer.content else []
    matches = [resolve(address) for address in found]
    return [one.view_name for one in matches if "space" in one.kwargs and not still_answers(one.view_name)]


def words(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


@pytest.mark.parametrize("part", short_by(range(PARTS), [0]))
def test_no_form_of_a_member_changes_anything_but_those_that_stay_open(part, things, space):
    archive(space)
    client, before = entered(Client(), things["person"]), everything.everything_kept()
    names = [name for name in within_a_space() if name not in FOR_EVERYBODY and not still_answers(name)]

    found = {name: client.post(address(name, things, space=space), SENT).status_code for name in names[part::PARTS]}

    assert {name: status for name, status in found.items() if status not in (405, 409)} == {}
    assert everything.everything_kept() == before


def test_what_stays_open_is_what_a_person_does_for_herself_and_what_two_decide():
    assert {name for name in every_address() if still_answers(name)} == {
        "here:archiving",
        "here:deletion",
        "here:departure",
        "here:agreement",
        "here:no_agreement",
        "here:publication",
        "here:no_publication",
        "here:key",
        "home:export",
        "home:words",
        "you:said",
        "you:news",
        "you:address",
        "you:name",
        "given:somebody_else",
        "you:device",
        "you:other_devices",
        "you:departure",
        "you:departure_undoing",
        "opened:said",
        "opened:news",
        "opened:name",
        "opened:other",
        "given_registration:registration",
        "gatherings:own_registration",
        "given_gathering:showing",
    }


@pytest.mark.parametrize("part", short_by(range(PARTS), [0]))
def test_it_is_read_as_before_with_one_band_on_each_page(part, things, space):
    names = [name for name in within_a_space() if name not in ACTS | FOR_EVERYBODY][part::PARTS]
    client = entered(Client(), things["person"])
    before = {name: client.get(address(name, things, space=space)).status_code for name in names}

    archive(space)

    after = {name: client.get(address(name, things, space=space)) for name in names}
    assert {name: answer.status_code for name, answer in after.items()} == before
    shown = [answer.content.decode() for answer in after.values() if b"<main" in answer.content]
    assert {page.replace("\u00a0", " ").count("Cet espace est archivé :") for page in shown} == {1}
    assert {name: found for name, answer in after.items() if (found := refused_forms(answer))} == {}


def test_the_page_of_a_form_says_that_nobody_writes_and_no_button_leads_to_it(things, space):
    new, client = reverse("home:new_question", args=[space.slug]), entered(Client(), things["person"])
    before = (client.get(space.get_absolute_url()), client.get(new))

    archive(space)

    after = (client.get(space.get_absolute_url()), client.get(new))
    assert [new in words(answer) for answer in (before[0], after[0])] == [True, False]
    assert [NOBODY_WRITES in words(answer) for answer in (before[1], after[1])] == [False, True]


def test_the_way_to_open_it_again_stays(things, space):
    archive(space)

    settings = words(entered(Client(), things["person"]).get(reverse("home:settings", args=[space.slug])))

    assert reverse("here:archiving", args=[space.slug]) in settings
    assert NOBODY_WRITES in settings


def test_a_stranger_reads_the_band_and_no_way_to_settings(space):
    archive(space)

    page = words(Client().get(space.get_absolute_url()))

    assert "Cet espace est archivé : il se lit, et personne n’y écrit." in page
    assert reverse("home:settings", args=[space.slug]) not in page


def test_no_link_code_or_public_page_writes_in_it(things, space):
    at, her = timezone.now(), things["person"]
    made = [links.link_to(things[kind], person=her, by=None, at=at) for kind in ("group", "meeting", "poll", "action")]
    made += [links.link_to(things[kind], person=None, by=None, at=at) for kind in ("role_call", "group", "gathering")]
    made.append(join_link.make_link(space, by=her, at=at))
    client, room = Client(), Room.objects.get(meeting=things["meeting"])
    held = [client.get(links.link_path(one)).headers["Location"] for one in made]
    entrance = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
    archive(space)
    before = everything.everything_kept()

    said = {"who": "Rozenn", "name": "Rozenn", "email": "rozenn@example.org", "form_token": "x"}
    found = {url: client.post(url, said).status_code for url in [*held, things["gathering"].open_address]}
    found[entrance] = Client().post(entrance, said).status_code

    assert set(found.values()) <= {405, 409}
    assert everything.everything_kept() == before


def test_who_is_in_a_live_note_reads_it_and_writes_no_longer(things, space):
    note = LiveVisitor(things["page"].note_id, things["person"].pk)
    before = rights_of_visitors([note])[note]

    archive(space)

    assert (before, rights_of_visitors([note])[note]) == (Right.WRITE, Right.READ)


def test_one_who_is_alone_archives_it_and_undoes_it_with_one_click(things, space):
    her = things["person"]

    done = words(post(her, space, "archiving"))
    archived = is_archived(space)
    post(her, space, "no_agreement", Agreement.objects.get(kind="archive").pk)

    assert "L’espace est archivé" in done
    assert (archived, is_archived(space)) == (True, False)
    told = Entry.objects.filter(verb__startswith="space.").values_list("verb", flat=True)
    assert list(told.order_by("pk")) == ["space.archived", "space.revived"]


def test_on_any_later_day_the_contrary_is_proposed_from_the_same_page(things, space):
    archive(space)

    post(things["person"], space, "archiving")

    assert not is_archived(space)


def test_a_member_who_is_no_elector_archives_nothing_and_opens_nothing(things, space):
    ewen = a_member(space, "Ewen")

    refused = [post(ewen, space, "archiving").status_code]
    archive(space)
    refused.append(post(ewen, space, "archiving").status_code)

    assert (refused, is_archived(space)) == ([409, 409], True)
    shown = words(entered(Client(), ewen).get(reverse("home:settings", args=[space.slug])))
    assert reverse("here:archiving", args=[space.slug]) not in shown


def test_where_two_count_it_takes_both(space):
    founder, carrier = space.persons.order_by("pk").first(), a_member(space, "Inès Courtois")
    Person.objects.filter(pk=carrier.pk).update(joined_at=timezone.now() - 10 * DAY)
    come_along(a_group(space, convened_by=(carrier,)), by=a_member(space, "Maïwenn"), at=timezone.now())

    post(founder, space, "archiving")
    waits = is_archived(space)
    post(carrier, space, "archiving")

    assert (waits, is_archived(space)) == (False, True)
