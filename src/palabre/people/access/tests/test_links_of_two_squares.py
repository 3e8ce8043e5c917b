"""Who got another's place by two squares leaves the space as her, then removes her name at once by a link of hers."""

import datetime
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.polls.guest_answers import own_link
from palabre.people.access.tests.test_keys import scan, who_counts
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_poll, a_space

pytestmark = pytest.mark.django_db


def remove_by(path):
    browser = Client()
    here = browser.get(path, follow=True).redirect_chain[-1][0].replace("dates/", "")
    return browser.post(f"{here}name/")


def test_not_by_the_own_link_of_a_poll():
    space = a_space(public=True)
    odile, anne = a_member(space, "Odile Tanneguy"), a_member(space, "Anne Keravel")
    phone = scan(who_counts(space), anne, scan(odile, anne))
    poll = a_poll(space, by=odile)
    phone.post(f"/s/{space.slug}/you/departure/")
    phone.post(poll.get_absolute_url(), {f"date-{one.pk}": "yes" for one in poll.options.all()})

    remove_by(own_link(poll, anne, at=timezone.now()))

    anne.refresh_from_db()
    assert anne.erased_at is None


@pytest.mark.parametrize("squares", [1, 2])
def test_nor_by_the_own_link_that_she_was_given_before(squares):
    space = a_space(public=True)
    odile = a_member(space, "Odile Tanneguy")
    poll = a_poll(space, by=odile)
    said = {f"date-{one.pk}": "yes" for one in poll.options.all()}
    hers = Client()
    hers.post(poll.get_absolute_url(), said | {"who": "Anne Keravel", "form_token": "abc"})
    anne = Person.objects.get(name="Anne Keravel")
    path = own_link(poll, anne, at=timezone.now())
    phone = scan(odile, anne)
    if squares == 2:
        scan(who_counts(space), anne, phone)

    assert path in hers.get(poll.get_absolute_url()).content.decode()
    assert "/links/" not in phone.get(poll.get_absolute_url()).content.decode()
    if squares == 2:  # who copied the link before waits as well
        remove_by(path)
    anne.refresh_from_db()
    assert anne.erased_at is None


def test_nor_by_the_link_of_a_letter(settings):
    settings.MAIL_IS_CONFIGURED = True
    space = a_space()
    odile, anne = a_member(space, "Odile Tanneguy"), a_member(space, "Anne Keravel")
    phone = scan(who_counts(space), anne, scan(odile, anne))
    phone.force_login(Account.objects.open("malo@exemple.example"))
    phone.post(reverse("claims:claim", args=[anne.pk]))
    phone.post(f"/s/{space.slug}/you/departure/")
    meeting = a_meeting(space, "Le four", on=timezone.localdate() + datetime.timedelta(days=3))
    anne.refresh_from_db()
    meeting_invitations.call(meeting, by=odile, at=timezone.now(), persons=[anne])
    outbox.approve(Letter.objects.get(to=anne), by=odile, at=timezone.now(), origin="http://testserver")
    mail.outbox.clear()
    for minutes in range(0, 1440, 60):
        post_one(now=timezone.now() + datetime.timedelta(minutes=minutes))

    (path,) = {found for one in mail.outbox for found in re.findall(r"http://testserver(/links/\S+?/)", one.body)}

    remove_by(path)

    anne.refresh_from_db()
    assert anne.erased_at is None
