"""What members say while their space is closed stays theirs once it is public again, beside public things too."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.meetings.attendance.attendance import attend
from palabre.meetings.polls.poll_answers import answer_poll
from palabre.people.agreements import space_visibility
from palabre.people.models import Agreement, Audience, AudienceKind
from palabre.web import page_cache
from tests import compared_screens
from tests.builders import a_decision, a_group, a_meeting, a_member, a_poll, a_space, entered

pytestmark = pytest.mark.django_db
SAID = {
    "groups:coming": {"words": "Je viens avec Malo"},
    "groups:telling_news": {"text": "Maël est absent, gardons-le"},
    "groups:group_weather": {"weather": "sun", "words": "Un deuil à passer"},
    "groups:new_group_action": {"text": "Accompagner Maël"},
}


@pytest.fixture
def group():
    """A group that everybody reads, in a space whose members close it, then speak in the group."""
    space = a_space("Val", public=True)
    hugo, berthe = a_member(space, "Hugo Ferreira"), a_member(space, "Berthe Loric")
    group = a_group(space, "Les deuils", convened_by=(hugo,), audience=Audience.everybody(space))
    entered(Client(), hugo).post(reverse("here:no_publication", args=[space.slug]))
    space.refresh_from_db()
    assert not space.is_public
    hers = entered(Client(), berthe)
    answers = [hers.post(reverse(name, args=[space.slug, group.pk]), said) for name, said in SAID.items()]
    assert [answer.status_code for answer in answers] == [302] * len(SAID)
    return group


def read_outside(group):
    space = group.space
    digests = [reverse(f"home:{one}", args=[space.slug]) for one in ("brief", "feed")]
    pages = (space.get_absolute_url(), group.get_absolute_url(), *digests)
    told = "".join(Client().get(page, follow=True).text for page in pages)
    return [words for said in SAID.values() for words in said.values() if words != "sun" and words in told]


def test_nothing_of_it_is_read_once_the_space_is_public_again(group):
    space, hugo = group.space, group.space.persons.get(name="Hugo Ferreira")
    entered(Client(), hugo).post(reverse("here:publication", args=[space.slug]))
    space.refresh_from_db()
    assert space.is_public

    assert read_outside(group) == []
    assert Client().get(group.get_absolute_url()).status_code == 200
    assert not Entry.objects.filter(space=space, by__name="Berthe Loric", audience__kind=AudienceKind.PUBLIC).exists()


def test_the_screen_says_that_changed_words_are_read_too(group):
    """Points, pages and other words of public things are theirs: what everybody read has its words of today."""
    hugo = group.space.persons.get(name="Hugo Ferreira")

    screen = entered(Client(), hugo).get(reverse("here:people", args=[group.space.slug])).text

    assert "dans ses mots d’aujourd’hui" in screen
    assert "les refus et leurs raisons" in screen


def test_who_comes_and_what_they_answer_to_a_poll_stay_among_members(group):
    space, berthe, everybody = (
        group.space,
        group.space.persons.get(name="Berthe Loric"),
        Audience.everybody(group.space),
    )
    meeting, poll = a_meeting(space, on=timezone.localdate()), a_poll(space)
    for one in (meeting, poll):
        type(one).objects.update(audience=everybody)
    attend(meeting, by=berthe, at=timezone.now())
    yes = dict.fromkeys(poll.options.values_list("pk", flat=True), "yes")
    answer_poll(poll, yes, by=berthe, at=timezone.now(), words="Maël a rechuté")

    hugo = entered(Client(), space.persons.get(name="Hugo Ferreira"))
    hugo.post(reverse("here:publication", args=[space.slug]))
    pages = [one.get_absolute_url() for one in (meeting, poll)]

    assert [words in Client().get(page).text for page in pages for words in ("Berthe", "Maël")] == [False] * 4
    assert ["Berthe" in hugo.get(page).text for page in pages] == [True, True]


def test_who_left_since_then_is_named_to_no_guest_on_a_screen_that_is_kept(settings, monkeypatch):
    settings.KEEP_SCREENS = True
    monkeypatch.setattr(page_cache, "from_kept", compared_screens.from_kept)  # as it is served
    space = a_space("Val", public=True)
    hugo, berthe = a_member(space, "Hugo Ferreira"), a_member(space, "Berthe Loric")
    meeting, other = (a_meeting(space, on=timezone.localdate(), audience=Audience.everybody(space)) for _two in "ab")
    theirs, hers, guest = entered(Client(), hugo), entered(Client(), berthe), Client()
    theirs.post(reverse("here:no_publication", args=[space.slug]))
    hers.post(reverse("meetings:coming", args=[space.slug, meeting.pk]))
    hers.post(reverse("you:departure", args=[space.slug]))
    theirs.post(reverse("here:publication", args=[space.slug]))

    guest.post(reverse("meetings:coming", args=[space.slug, other.pk]), {"who": "Zozo", "form_token": "z" * 20})
    hers.get(meeting.get_absolute_url())

    assert "Berthe Loric" not in guest.get(meeting.get_absolute_url()).text


@pytest.mark.parametrize("is_undone", [False, True])
def test_an_objection_stays_among_members(group, is_undone):
    space, berthe = group.space, group.space.persons.get(name="Berthe Loric")
    everybody = Audience.everybody(space)
    meeting = a_meeting(space, group=group)
    type(meeting).objects.update(audience=everybody)
    decision = a_decision(space, group=group, meeting=meeting, proposed_at=timezone.now())
    type(decision).objects.update(audience=everybody)
    at = reverse("meetings:objections", args=[space.slug, decision.pk])
    entered(Client(), berthe).post(at, {"reason": "Maël a rechuté"})
    assert "Maël a rechuté" in entered(Client(), berthe).get(decision.get_absolute_url()).text

    hugo = entered(Client(), space.persons.get(name="Hugo Ferreira"))
    if is_undone:
        closing = Agreement.objects.order_by("-pk").first()
        hugo.post(reverse("here:no_agreement", args=[space.slug, closing.pk]))
    else:
        hugo.post(reverse("here:publication", args=[space.slug]))

    outside = Client().get(decision.get_absolute_url())
    assert (outside.status_code, "Maël a rechuté" in outside.text, "Berthe" in outside.text) == (200, False, False)


def test_nor_once_the_closing_is_undone(group):
    hugo = group.space.persons.get(name="Hugo Ferreira")
    closing = Agreement.objects.order_by("-pk").first()

    entered(Client(), hugo).post(reverse("here:no_agreement", args=[group.space.slug, closing.pk]))

    assert type(group.space).objects.get().is_public
    assert read_outside(group) == []


@pytest.mark.parametrize("is_public", [True, False])
def test_a_thing_made_beside_public_ones_is_for_those_who_enter_the_space(is_public):
    space = a_space(public=is_public)
    made = a_meeting(space, audience=Audience.everybody(space))
    many = type(made).objects.bulk_create([type(made)(space=space, title="Autre", audience=Audience.everybody(space))])

    kinds = {one.audience.kind for one in type(made).objects.all()}

    assert len(many) == 1
    assert kinds == {AudienceKind.PUBLIC if is_public else AudienceKind.SPACE}
    space_visibility.publish(space, by=a_member(space), at=timezone.now())
    assert {one.audience.kind for one in type(made).objects.all()} == kinds
