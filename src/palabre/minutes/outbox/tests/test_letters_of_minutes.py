"""Letters that give minutes are opened by whoever wrote them, and by who carries a group; by no other member."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Presence
from palabre.meetings.note.meeting_note import note_of
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_person, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db


@pytest.fixture
def scribe():
    return a_member(a_space(), "Malo Riou")


@pytest.fixture
def letter(scribe):
    """The letter that gives Zoé the minutes that the scribe gave, who carries nothing."""
    meeting = a_meeting(scribe.space, on=timezone.localdate(), by=scribe)
    meeting.attendances.create(person=a_person(scribe.space, "Zoé Petit"), presence=Presence.PRESENT)
    note_of(meeting, by=scribe)
    publish_minutes(meeting, by=scribe, at=timezone.now(), origin="")
    return Letter.objects.get(to__name="Zoé Petit")


def statuses(person, letter):
    browser, slug = entered(Client(), person), person.space.slug
    pages = [reverse("outbox:outbox", args=[slug]), reverse("outbox:letter", args=[slug, letter.pk])]
    return [browser.get(page).status_code for page in pages]


def test_who_gave_the_minutes_opens_their_letters(scribe, letter):
    assert statuses(scribe, letter) == [200, 200]


def test_who_gave_them_is_told_that_they_wait_and_each_button_of_the_outbox_leads_somewhere(scribe, letter):
    browser, slug = entered(Client(), scribe), scribe.space.slug
    outbox, to_all = (reverse(f"outbox:{name}", args=[slug]) for name in ("outbox", "to_all"))

    day = browser.get(reverse("you:day", args=[slug])).content.decode()
    site_map = browser.get(reverse("home:site_map", args=[slug])).content.decode()

    assert [outbox in page for page in (day, site_map)] == [True, True]
    assert to_all in browser.get(outbox).content.decode()
    assert browser.get(to_all).status_code == 200


def test_one_message_to_all_shows_no_address_that_another_noted(scribe, letter):
    letter.to.may_be_reached_at("zoe@exemple.example", by=a_member(scribe.space, "Hugo Ferreira"))
    browser, to_all = entered(Client(), scribe), reverse("outbox:to_all", args=[scribe.space.slug])
    noted_by_another = browser.get(to_all).context["message"]
    letter.to.may_be_reached_at("petit@exemple.example", by=scribe)

    own = browser.get(to_all).context["message"]

    assert (noted_by_another.addresses, noted_by_another.without_address) == ([], ["Zoé Petit"])
    assert (own.addresses, own.without_address) == (["petit@exemple.example"], [])


def test_who_has_the_care_of_the_space_opens_them_too(scribe, letter):
    ines = a_member(scribe.space, "Inès Courtois")
    given_care(ines)

    assert statuses(ines, letter) == [200, 200]


def test_another_member_opens_none_and_gives_none(scribe, letter):
    hugo = a_member(scribe.space, "Hugo Ferreira")

    refused = entered(Client(), hugo).post(reverse("outbox:letter_link", args=[hugo.space.slug, letter.pk]))

    assert (statuses(hugo, letter), refused.status_code) == ([403, 403], 403)


def test_a_member_at_the_letter_of_another_reads_whose_it_is_and_whom_to_ask(scribe, letter):
    hugo, slug = a_member(scribe.space, "Hugo Ferreira"), scribe.space.slug

    page = entered(Client(), hugo).get(reverse("outbox:letter", args=[slug, letter.pk])).content.decode()

    assert "Ce message est à la personne qui l’a écrit." in page
    assert ("Seuls les membres" in page, letter.to.name in page, scribe.name in page) == (False, False, False)
    assert f'href="{reverse("here:people", args=[slug])}"' in page


def test_a_member_at_what_others_do_is_told_who_does_it(scribe):
    hugo, slug = a_member(scribe.space, "Hugo Ferreira"), scribe.space.slug

    page = entered(Client(), hugo).get(reverse("outbox:outbox", args=[slug])).content.decode()

    assert ("cela revient à d’autres personnes" in page, "Seuls les membres" in page) == (True, False)
    assert f'href="{reverse("here:people", args=[slug])}"' in page
