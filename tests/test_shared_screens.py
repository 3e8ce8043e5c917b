"""Each kept screen is read by readers of the same rights, one after the other: what the second is given is hers too.

The comparison itself is in compared_screens.py; here every kept screen meets it, with readers who differ in all but
their rights.
"""

import inspect

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership, Role
from palabre.meetings.models import Presence, Room
from palabre.minutes.models import Import
from palabre.people.access import keys
from palabre.people.access.links import link_to
from palabre.people.models import Person, Seat
from palabre.spaces.models import Space
from palabre.web import page_cache
from tests import compared_screens
from tests.addresses import ARGUMENTS, address, every_address
from tests.builders import a_member, a_space, entered, readers_of
from tests.compared_screens import KeptScreenDiffers
from tests.lengths import short_by
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db


def is_kept(view):
    """Return whether `cached` or `cached_around` wraps this view, within other decorators or not."""
    while view is not None and view.__code__.co_filename != page_cache.__file__:
        view = inspect.getattr_static(view, "__wrapped__", None)
    return view is not None


KEPT = sorted(name for name, found in every_address().items() if is_kept(found.callback))
SOME = {"home:group", "home:space", "meetings:meeting", "wiki:page", "wiki:pages"}
EACH = pytest.mark.parametrize("name", short_by(KEPT, SOME))


def two_of(space):
    """Return two members, of whom the first made, carries and cares for all, and its seats are the other's too."""
    nadege, malo = a_member(space, "Nadège Kerouanton"), a_member(space, "Malo Kersauze")
    Person.objects.filter(pk=nadege.pk).update(steward_since=timezone.now())
    things = one_of_everything(space, readers_of(space), by=nadege)
    Membership.objects.filter(pk=things["membership"].pk).update(role=Role.CONVENER)
    Import.objects.filter(pk=things["import"].pk).update(opened_at=timezone.now())
    link_to(things["meeting"], person=nadege, by=malo, at=timezone.now())
    for seat in nadege.seats.all():
        Seat.objects.create(audience=seat.audience, person=malo, may_write=seat.may_write, until=seat.until)
    return nadege, malo, things


def differences(name, things, *readers):
    """Return how the screen that each reader is given is not as it would be made for them."""
    url, found = address(name, things, space=things["page"].space), []
    for reader in readers:
        try:
            reader.get(url)
        except KeptScreenDiffers as differs:
            found.append(str(differs))
    return found


@pytest.fixture
def keys_asked(monkeypatch):
    """The key of each screen that was kept, as it is asked for."""
    asked = []
    key_of = page_cache.cache_key

    def noted(request, **options):
        asked.append(key_of(request, **options))
        return asked[-1]

    monkeypatch.setattr(page_cache, "cache_key", noted)
    return asked


def test_the_kept_screens_are_found():
    assert {"home:space", "home:group", "wiki:page", "meetings:decision"} <= set(KEPT) <= set(ARGUMENTS)
    assert not {"you:you", "search:results", "wiki:text"} & set(KEPT)


@EACH
def test_two_members_of_the_same_rights_share_it(name, keys_asked):
    nadege, malo, things = two_of(a_space())

    hers, his = (entered(Client(), one) for one in (nadege, malo))

    assert differences(name, things, hers, his, hers) == []
    assert len(keys_asked) >= 3
    assert len(set(keys_asked)) == 1


@EACH
def test_two_visitors_of_the_same_rights_share_it(name, keys_asked):
    nadege, malo, things = two_of(a_space(public=True))
    Person.objects.filter(pk__in=[nadege.pk, malo.pk]).update(joined_at=None, steward_since=None)

    hers, his = (entered(Client(), one) for one in (nadege, malo))

    assert differences(name, things, hers, his, hers) == []
    assert len(set(keys_asked)) == 1


@EACH
def test_who_is_here_by_one_square_alone_and_who_is_not_are_given_their_own(name):
    nadege, malo, things = two_of(a_space())
    by_a_square = Client()
    by_a_square.post(keys.key_path(keys.key_shown_to(nadege, by=malo, at=timezone.now())))

    hers = entered(Client(), nadege)

    assert differences(name, things, hers, by_a_square) + differences(name, things, by_a_square, hers) == []


def test_what_only_the_screens_of_a_room_show_leaves_every_kept_screen_as_it_is():
    nadege, malo, things = two_of(a_space())
    hers, meeting = entered(Client(), nadege), things["meeting"]
    for person in (nadege, malo):
        meeting.attendances.update_or_create(person=person, defaults={"presence": Presence.PRESENT})
    screens = [address(name, things, space=meeting.space) for name in KEPT]
    before = [hers.get(screen).status_code for screen in screens]

    version = press_each(hers, meeting, holder=nadege)

    assert Space.objects.get(pk=meeting.space_id).version == version
    assert [hers.get(screen).status_code for screen in screens] == before


def press_each(client, meeting, *, holder):
    """Press each gesture that only the room's own screens show. Return the version of the space before."""
    version = Space.objects.get(pk=meeting.space_id).version
    place = reverse("room:room", args=[meeting.space.slug, meeting.pk])
    for gesture in (
        "hand/",
        "no-hand/",
        f"speaker/?person={holder.pk}",
        "extension/?extra=0",
        "clock/?hides=1",
        "pen/",
    ):
        assert client.post(place + gesture, {"as": "phone"}).status_code == 302
    client.post(f"{place}circle/", {"question": "Et vous ?"})
    (circle,) = meeting.room.circles.all()
    for gesture in (f"turn/?holder={holder.pk}&spoke=1&", f"piece/?to={holder.pk}&", "circle-end/?"):
        assert client.post(f"{place}{gesture}circle={circle.pk}").status_code == 302
    assert Room.objects.get(pk=meeting.room.pk).version == 10
    return version


def test_the_comparison_is_on():
    assert (page_cache.from_kept, page_cache.may_be_kept) == (
        compared_screens.compared,
        compared_screens.may_be_compared,
    )
