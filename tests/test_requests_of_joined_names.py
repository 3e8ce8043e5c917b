"""What was asked of a name stays theirs to answer although a member joined that name with another one."""

import re

import pytest
from django.test import Client

from palabre.groups.models import Action
from palabre.people.access import links
from palabre.people.duplicates import merge_requests
from tests.builders import a_group, a_member, a_person, an_action
from tests.test_letters_at_leaving import EVENING, LATER, clock, leave, odile, press, reached, tell

__all__ = ["clock", "odile"]  # fixtures
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ASKED = "Porter le pain"


@pytest.fixture
def paul(odile):
    """Paul, who never came, and whom Odile asks to bring the bread."""
    paul = reached(a_person(odile.space, "Paul Ster"), "paul@exemple.example")
    action = an_action(odile.space, ASKED, group=a_group(odile.space, "Le four", convened_by=(odile,)))
    press(odile, "groups:action_offer", action.pk, whose=paul.name)
    tell()
    return paul


def joined_by_another(space, paul):
    """Return the name with which Malo joined Paul's."""
    other, malo = a_person(space, "Paul Stère"), a_member(space, "Malo Riou")
    press(malo, "here:merging", one=other.pk, other=paul.pk, kind="person")
    paul.refresh_from_db()
    assert paul.same_as == other
    return other


def opened(mail):
    return Client().get(re.search(r"https://val.example(/\S+)", mail.body)[1], follow=True)


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_request_leaves_and_its_link_opens_it(odile, paul, clock, mailoutbox, when):
    if when == "before":
        joined_by_another(odile.space, paul)
        leave(clock)
    else:
        leave(clock)
        joined_by_another(odile.space, paul)

    (mail,) = mailoutbox
    page = opened(mail)
    assert (mail.to, page.status_code, ASKED in page.text) == (["paul@exemple.example"], 200, True)


def test_nothing_is_asked_of_who_holds_a_link_of_the_other_name(odile, paul):
    group = a_group(odile.space, "Le port", convened_by=(odile,))
    other = joined_by_another(odile.space, paul)
    theirs = links.link_to(group, person=other, by=odile, at=LATER)

    page = Client().get(links.link_path(theirs), follow=True)

    assert (page.status_code, ASKED in page.text) == (200, False)
    assert Action.objects.get().offered_to == paul


def test_a_person_who_said_that_another_name_is_theirs_still_opens_it(odile, paul, clock, mailoutbox):
    leave(clock)
    living = a_member(odile.space, "Ti-Pol")
    paul.come(EVENING)
    asked = merge_requests.join_or_ask(living, paul, by=odile, at=LATER)
    merge_requests.agree(asked, by=paul, at=LATER)
    asked.refresh_from_db()
    merge_requests.agree(asked, by=living, at=LATER)
    assert Action.objects.get().offered_to == living

    page = opened(mailoutbox[0])

    assert (page.status_code, ASKED in page.text) == (200, True)
