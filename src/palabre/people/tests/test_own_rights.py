"""Whatever one enters, invites, joins, notes, erases: nobody reads what her seats do not give, nor acts as another."""

import datetime

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.accounts.models import Account
from palabre.groups.models import Group, GroupLineage, MergeProposal, Pledge
from palabre.groups.roles.group_audience import greet_all, keep_in_step, own_audience
from palabre.notes.models import Note
from palabre.people.access import join_link, keys, links
from palabre.people.models import Key, Link, Person
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_group, a_meeting, a_member, a_page, a_person, a_space, entered
from tests.indexed import follow_to_the_end
from tests.lengths import often

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "Zéphyrine dort au moulin"
HIS = "malo@exemple.example"
ACTS = ("enter", "invite", "join_names", "agree", "show_square", "note_address", "sign_in", "erase", "come", "merge")
DOORS = ("", "text/", "revisions/1/", "lines/", "copies/markdown/")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=1, max_size=8)


class Mallory:
    """A member who tries, with two phones, and every address that he is shown."""

    def __init__(self, space, others):
        self.space, self.others = space, others
        self.her = a_member(space, "Malo Kersauze")
        self.phone, self.second = entered(Client(), self.her), Client()
        self.meeting = a_meeting(space, on=timezone.localdate(NOW) + datetime.timedelta(days=9))
        self.own = a_group(space, "Les clés du moulin", convened_by=(self.her,))

    def post(self, tail, **said):
        return self.phone.post(f"/s/{self.space.slug}/{tail}", said)

    def enter(self, other):
        link = join_link.make_link(self.space, by=self.her, at=NOW)
        self.second.get(links.link_path(link))
        self.second.post(f"/opened/{link.pk}/joining/", {"who": other.name, "other": "1", "form_token": "x"})

    def invite(self, other, doors=("", "said/", "name/", "news/", "text/")):
        self.post("pages/ouverte/invitation/", name=other.name)
        for link in Link.objects.filter(made_by=self.her, person__isnull=False):
            self.second.get(links.link_path(link))
            for tail in doors:
                self.second.post(f"/opened/{link.pk}/{tail}", {"news": "none", "text": "a", "base": "1"})

    def join_names(self, other):
        for one, two in ((self.her, other), (other, self.her)):
            self.post("people/doubles/", one=one.pk, other=two.pk)

    def agree(self, other):
        for number in range(1, 4):
            self.post(f"people/doubles/asked/{number}/")

    def show_square(self, other):
        self.post("people/keys/", whose=other.pk)
        for key in Key.objects.filter(made_by=self.her, used_at=None):
            self.second.post(keys.key_path(key))

    def note_address(self, other, doors=("", "said/", "name/", "news/")):
        """Call her at his own address, and open what Palabre writes there."""
        self.post(f"meetings/{self.meeting.pk}/calling/", **{"person": other.pk, f"address-{other.pk}": HIS})
        with override_settings(MAIL_IS_CONFIGURED=True, PALABRE_MAIL_FROM="palabre@exemple.example"):
            for letter in Letter.objects.filter(to=other, sent_at=None):
                outbox.schedule_letter(letter, at=NOW, origin="https://val.example", now=True)
                post_one(timezone.now())
        for link in Link.objects.filter(pk__in=Letter.objects.filter(to=other, sent_at__isnull=False).values("link")):
            self.second.get(links.link_path(link))
            for tail in doors:
                self.second.post(f"/opened/{link.pk}/{tail}", {"news": "none"})

    def sign_in(self, other):
        """Say that his account is she, and enter the space as her."""
        account = Account.objects.filter(email=HIS).first() or Account.objects.open(HIS)
        self.second.force_login(account)
        self.second.post(f"/account/claims/{other.pk}/")
        self.enter(other)

    def erase(self, other):
        self.second.post(f"/s/{self.space.slug}/you/name/")

    def come(self, other):
        """Say « J’y vais » to the other group, under each name, and answer oneself."""
        for group in Group.objects.filter(space=self.space).exclude(pk=self.own.pk):
            self.post(f"groups/{group.pk}/coming/")
            self.second.post(f"/s/{self.space.slug}/groups/{group.pk}/coming/", {"who": other.name})
        for pledge in Pledge.objects.filter(space=self.space):
            self.post(f"pledges/{pledge.pk}/reply/", greets="1")
            self.post(f"groups/{pledge.group_id}/greetings/", person=pledge.person_id)

    def merge(self, other):
        """Write down alone that both groups agreed to merge, and open their pages."""
        for group in Group.objects.filter(space=self.space).exclude(pk=self.own.pk):
            self.post(f"groups/{self.own.pk}/mergings/new/", other=group.pk, way="there", form_token="x")
        for proposal in MergeProposal.objects.filter(space=self.space):
            for side in ("", "source", "target"):
                self.post(f"mergings/{proposal.pk}/agreement/", side=side)
        for edge in GroupLineage.objects.filter(target__space=self.space):
            self.post(f"lineage/{edge.pk}/pages/")

    def reads(self, page):
        return read_by((self.phone, self.second), page)

    def rewrites(self, page):
        for client in (self.phone, self.second):
            client.post(f"{page.get_absolute_url()}text/", {"text": "Autre chose", "base": page.note.revision})
        return Note.objects.get(pk=page.note_id).body_md != SECRET


def read_by(clients, page):
    """Return the doors of the page, and of the search, where one of these reads its text, or is told of it."""
    here = page.get_absolute_url()
    follow_to_the_end(page.space)
    said = {f"{here}{door}": SECRET for door in DOORS} | {f"{page.space.get_absolute_url()}search/?q=moulin": here}
    return [at for at, words in said.items() if any(words in client.get(at).content.decode() for client in clients)]


@settings(deadline=None, max_examples=often(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_takes_another_s_place_whatever_she_does(steps):
    space = a_space(f"Val {Person.objects.count()}")
    bob, claire = a_member(space, "Blaise Rouvre"), a_person(space, "Claire Aubanel")
    group = a_group(space, convened_by=(bob, claire))
    greet_all(group, {bob.pk, claire.pk})
    a_page(space, "Ouverte", slug="ouverte")
    private = a_page(space, "Entre nous", SECRET, html=SECRET, audience=own_audience(group))
    mallory = Mallory(space, (bob, claire))

    for act, which in steps:
        getattr(mallory, act)((bob, claire)[which % 2])
        keep_in_step(space.pk)

    assert (mallory.reads(private), mallory.rewrites(private)) == ([], False)
    bob.refresh_from_db()
    assert (bob.same_as, bob.erased_at, bob.is_member) == (None, None, True)
    assert set(group.memberships.held().values_list("person", flat=True)) == {bob.pk, claire.pk}
    assert len(read_by([entered(Client(), bob)], private)) == len(DOORS) + 1


@pytest.mark.parametrize("doors", [("",), ("", "name/")])
def test_his_own_address_noted_for_a_convener_who_never_came_makes_him_nobody_else(doors):
    space = a_space()
    claire = a_person(space, "Claire Aubanel")
    group = a_group(space, convened_by=(claire,))
    greet_all(group, {claire.pk})
    private = a_page(space, "Entre nous", SECRET, html=SECRET, audience=own_audience(group))
    mallory = Mallory(space, (claire,))

    mallory.note_address(claire, doors=doors)
    mallory.sign_in(claire)
    keep_in_step(space.pk)

    assert (mallory.reads(private), mallory.rewrites(private)) == ([], False)
    assert group.memberships.held().filter(person=claire).exists()


def test_the_link_of_a_convener_who_never_came_opens_no_private_page_to_him_who_made_it():
    space = a_space()
    claire = a_person(space, "Claire Aubanel")
    private = a_page(space, "Entre nous", audience=own_audience(a_group(space, convened_by=(claire,))))
    a_page(space, "Ouverte", slug="ouverte")
    mallory = Mallory(space, (claire,))

    mallory.invite(claire, doors=("text/",))
    mallory.join_names(claire)

    statuses = [client.get(private.get_absolute_url()).status_code for client in (mallory.phone, mallory.second)]
    assert statuses == [404, 404]


def test_the_gestures_that_are_tried_are_gestures_of_this_house():
    space = a_space()
    claire = a_member(space, "Claire Aubanel")
    group = a_group(space, convened_by=(claire,))
    mallory = Mallory(space, (claire,))

    mallory.come(claire)
    mallory.merge(claire)

    assert Pledge.objects.filter(group=group, person=mallory.her).exists()
    assert GroupLineage.objects.filter(source=mallory.own, target=group).exists()
