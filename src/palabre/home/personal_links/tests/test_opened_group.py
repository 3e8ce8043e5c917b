"""What a convener does from her personal link: no account, one thing, GET shows and POST acts."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Membership, RoleCall
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.meetings.models import Attendance
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.access import links
from palabre.people.models import Audience, Link, Person
from tests.addresses import ARGUMENTS, address, within_a_space
from tests.builders import a_group, a_meeting, a_member, a_question, a_role_call, a_space, readers_of
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db

QUESTION = "Comment partager les jardins ?"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return Person.objects.create(space=space, name="Inès Carvalho")


@pytest.fixture
def group(space, ines):
    question = a_question(space, QUESTION)
    return a_group(space, "Les jardins", convened_by=(ines,), carrying=(question,))


@pytest.fixture
def link(group, ines):
    return links.link_to(group, person=ines, by=None, at=timezone.now())


@pytest.fixture
def hers(client, link):
    client.get(links.link_path(link))
    return client


def at(link, tail=""):
    return f"/opened/{link.pk}/{tail}"


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def everything():
    rows = (Entry, Membership, RoleCall, Link)
    return [list(model.objects.values()) for model in rows], list(Person.objects.values("came_at", "joined_at", "news"))


def held():
    return list(Membership.objects.held().values_list("role", flat=True))


def test_the_first_page_asks_in_her_name_and_offers_four_answers(hers, link):
    page = words(hers.get(at(link)))

    assert "Bonjour Inès." in page
    assert QUESTION in page
    for answer in ("Oui, je la porte", "Je voudrais la porter à plusieurs", "Je préfère accompagner"):
        assert answer in page
    assert "Ce lien est celui d’Inès." in page


def test_it_says_in_which_minutes_that_was_read(client, space):
    brought = import_minutes(
        space,
        "# Première réunion des porteurs\n\nMardi 13 octobre 2026\n\n### Participants\n\n"
        "- **Inès Carvalho**, Mairie de Brennes, *Comment partager les jardins ?*\n"
        "- **Malo Riou**, *Comment aller au bourg sans voiture ?*\n",
        by=a_member(space),
        on=datetime.date(2026, 10, 13),
    )
    found = Membership.objects.get(person__name="Inès Carvalho", role="convener")
    link = links.link_to(found.group, person=found.person, by=brought.by, at=timezone.now())

    client.get(links.link_path(link))
    page = words(client.get(at(link)))

    assert "Le compte rendu du 13 octobre" in page
    assert "Inès Carvalho, Mairie de Brennes, Comment partager les jardins ?" in page


TAILS = ["", "?answer=share", "answer/", "call/", "said/", "news/", "name/", "data/"]


@pytest.mark.parametrize("tail", TAILS)
def test_looking_never_acts(hers, link, tail):
    before = everything()

    answer = hers.get(at(link, tail))

    assert answer.status_code in (200, 302)
    assert everything() == before


@pytest.mark.parametrize("tail", TAILS)
def test_nothing_is_kept_by_the_browser_nor_found_by_a_search_engine(hers, link, tail):
    headers = hers.get(at(link, tail)).headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("said", ["share", "yes", "accompany", "no"])
def test_the_answer_of_a_message_waits_to_be_confirmed(hers, link, said):
    page = words(hers.get(f"{links.link_path(link)}?answer={said}", follow=True))

    assert "Confirmer" in page
    assert f'name="answer" value="{said}"' in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("asked", "tail"), [("remove", "name/"), ("data", "data/")])
def test_two_links_of_a_message_lead_elsewhere(hers, link, asked, tail):
    assert hers.get(f"{at(link)}?answer={asked}").headers["Location"] == at(link, tail)


def test_an_answer_is_noted_shown_and_changed(hers, link):
    after = words(hers.post(at(link, "answer/"), {"answer": "share"}, follow=True))
    hers.post(at(link, "answer/"), {"answer": "accompany"})

    assert "C’est noté. Merci." in after
    assert "Je voudrais la porter à plusieurs" in after
    assert "Changer" in after
    assert "Chercher quelqu’un avec moi" in after
    assert held() == ["companion"]


def test_an_answer_sent_twice_is_noted_once(hers, link):
    for _twice in range(2):
        assert hers.post(at(link, "answer/"), {"answer": "yes"}).status_code == 302

    assert Entry.objects.count() == 1


def test_once_nobody_carries_it_the_page_says_so(hers, link):
    page = words(hers.post(at(link, "answer/"), {"answer": "no"}, follow=True))

    assert "Personne ne porte cette question pour l’instant." in page
    assert "Chercher quelqu’un avec moi" not in page


def test_she_becomes_a_member_and_is_signed_in_nowhere(hers, link, space, ines):
    hers.post(at(link, "answer/"), {"answer": "yes"})

    ines.refresh_from_db()
    assert ines.is_member
    assert hers.get(space.get_absolute_url()).status_code == 404


def test_a_call_is_begun_for_her_published_and_taken_back(hers, link, group):
    hers.post(at(link, "answer/"), {"answer": "share"})

    form = words(hers.get(at(link, "call/")))
    for _twice in range(2):
        after = words(hers.post(at(link, "call/"), {"words": "d’une commune rurale"}, follow=True))
    calls = list(RoleCall.objects.values_list("words", "role", "group"))
    hers.post(at(link, "call/withdrawal/"))

    assert "On recherche une personne pour porter avec Inès" in form
    assert calls == [("Une personne pour porter avec Inès, d’une commune rurale.", "co_convener", group.pk)]
    assert "Votre appel est en page d’accueil." in after
    assert not RoleCall.objects.open().exists()


def test_the_call_is_passed_on_by_an_address_that_others_may_open(hers, link):
    hers.post(at(link, "answer/"), {"answer": "share"})
    hers.post(at(link, "call/"), {"words": ""})

    page, poster = words(hers.get(at(link, "call/"))), hers.get(at(link, "poster/"))

    shared = Link.objects.get(person=None)
    assert f"http://testserver{links.link_path(shared)}" in page
    assert poster.status_code == 200


def test_a_call_that_is_too_long_is_refused_and_given_back(hers, link):
    hers.post(at(link, "answer/"), {"answer": "share"})

    answer = hers.post(at(link, "call/"), {"words": "x" * 251})

    assert (answer.status_code, RoleCall.objects.exists()) == (422, False)
    assert f'value="{"x" * 251}"' in words(answer)


def test_before_she_answers_there_is_no_call_to_make(hers, link):
    assert hers.post(at(link, "call/"), {"words": "x"}).headers["Location"] == at(link)
    assert not RoleCall.objects.exists()


@pytest.mark.parametrize("wish", ["fortnight", "called", "none"])
def test_she_says_what_she_wishes_to_hear(hers, link, ines, wish):
    hers.post(at(link, "news/"), {"news": wish})

    ines.refresh_from_db()
    assert (ines.news, ines.has_come) == (wish, True)


def test_another_wish_is_refused(hers, link):
    assert hers.post(at(link, "news/"), {"news": "every-hour"}).status_code == 422


def test_nothing_is_chosen_for_her(hers, link):
    hers.post(at(link, "answer/"), {"answer": "yes"})

    assert 'aria-current="true"' not in words(hers.get(at(link)))


def test_her_name_goes_and_the_last_page_names_nobody(hers, link, space, group, ines):
    before = words(hers.get(at(link, "name/")))

    last = words(hers.post(at(link, "name/")))
    after = hers.get(at(link))

    assert "Retirer mon nom maintenant" in before
    assert "Votre nom a quitté les textes, leur historique et les listes" in last
    assert "Inès" not in last
    assert after.status_code == 410
    ines.refresh_from_db()
    assert ines.erased_at is not None


def test_who_keeps_the_data_is_said_with_the_names_of_who_looks_after_the_space(hers, link, space):
    steward = a_member(space, "Hélène Fontanel")
    Person.objects.filter(pk=steward.pk).update(steward_since=timezone.now())

    page = words(hers.get(at(link, "data/")))

    assert "Hélène Fontanel" in page
    assert "CNIL" in page


def test_the_data_of_the_server_are_told_to_everybody(client):
    assert "CNIL" in words(client.get("/data/"))


def test_it_is_not_me_forgets_the_link_and_explains(hers, link):
    page = words(hers.post(at(link, "other/")))

    assert "Le lien est oublié sur cet appareil." in page
    assert hers.get(at(link)).status_code == 410


def test_it_is_not_me_leads_to_the_public_page(hers, link, space, group):
    space.opened_at = space.public_at = timezone.now()
    space.save()
    group.audience = readers_of(space)
    group.save()

    answer = hers.post(at(link, "other/"))

    assert answer.headers["Location"] == group.get_absolute_url()


def test_a_link_that_was_forwarded_says_whose_it_is(link):
    other = Client()
    other.get(links.link_path(link))

    assert "Ce lien est celui d’Inès." in words(other.get(at(link)))


def test_a_revoked_link_says_so_wherever_she_is(hers, link):
    link.revoke(timezone.now())

    answers = [hers.get(at(link, tail)) for tail in TAILS]

    assert {answer.status_code for answer in answers} == {410}
    assert "Ce lien a été retiré" in words(answers[0])


def test_a_link_that_is_too_old_acts_no_longer(hers, link):
    Link.objects.update(expires_at=timezone.now())

    assert hers.post(at(link, "answer/"), {"answer": "yes"}).status_code == 410
    assert not Entry.objects.exists()


def test_a_link_whose_group_is_gone_says_so(hers, link, group):
    group.delete()

    assert hers.get(at(link)).status_code == 410


def test_the_number_of_a_link_opens_nothing_by_itself(link):
    assert {Client().get(at(link, tail)).status_code for tail in TAILS} == {410}


def test_a_link_opens_exactly_one_thing(hers, link, space):
    """With the link's cookie, no address of the space answers, and no other link does."""
    things = one_of_everything(space, readers_of(space), by=a_member(space, "Malo Riou"))
    other = links.link_to(things["group"], person=things["person"], by=None, at=timezone.now())

    found = {
        name: hers.get(address(name, things, space=space)).status_code for name in within_a_space() if name in ARGUMENTS
    }

    assert {name: status for name, status in found.items() if status not in (404, 405)} == {}
    assert hers.get(at(other)).status_code == 410


def test_it_shows_the_group_as_its_own_readers_see_it_and_nothing_narrower(hers, link, space, group):
    a_role_call(space, "Une chauffeuse", group=group)
    a_role_call(space, "Un secret", group=group, audience=Audience.of_persons(a_member(space, "Malo Riou")))
    hers.post(at(link, "answer/"), {"answer": "no"})

    page = words(hers.get(at(link)))

    assert "Une chauffeuse" in page
    assert "Un secret" not in page


def test_a_group_that_joined_another_one_says_which(hers, link, group, space):
    group.lives_in = a_group(space, "Les vergers")
    group.save()
    hers.post(at(link, "answer/"), {"answer": "yes"})

    assert "Ce groupe a rejoint « Les vergers »." in words(hers.get(at(link)))


def test_others_who_have_not_come_are_named_by_their_first_names_to_who_has_not_joined(hers, link, group, space):
    group.welcome(Person.objects.create(space=space, name="Odette Marchand"), role="contributor")
    hers.post(at(link, "answer/"), {"answer": "no"})

    page = words(hers.get(at(link)))

    assert "Odette" in page
    assert "Marchand" not in page


def test_who_comes_along_is_told_with_a_letter_to_no_address(hers, link, group, space):
    nadia = a_member(space, "Nadia Ferhat")
    nadia.may_be_reached_at("nadia@exemple.example", by=None)
    come_along(group, by=nadia, at=timezone.now(), words="le mardi")
    hers.post(at(link, "answer/"), {"answer": "yes"})

    page = words(hers.get(at(link)))

    assert "Nadia Ferhat a dit « j’y vais »" in page
    assert 'href="mailto:?subject=' in page
    assert "nadia@exemple.example" not in page


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_however_many_come(hers, link, group, space, count, django_assert_num_queries):
    hers.post(at(link, "answer/"), {"answer": "yes"})
    for number in range(count):
        come_along(group, by=a_member(space, f"Personne {number}"), at=timezone.now())
        a_role_call(space, f"Appel {number}", group=group)

    with django_assert_num_queries(QUERIES):
        hers.get(at(link))


QUERIES = 27


@pytest.fixture
def meeting_link(space, ines):
    meeting = a_meeting(space, on=datetime.date(2026, 10, 13))
    Attendance.objects.create(meeting=meeting, person=ines, presence="present")
    return links.link_to(meeting, person=ines, by=None, at=timezone.now())


def test_who_is_only_named_is_told_why_and_asked_nothing_about_carrying(client, meeting_link):
    client.get(links.link_path(meeting_link))

    page = words(client.get(at(meeting_link)))

    assert "Votre nom est dans le compte rendu du 13 octobre." in page
    assert "Il dit que vous étiez là." in page
    assert "Retirer mon nom" in page
    assert "Oui, je la porte" not in page
    assert client.post(at(meeting_link, "answer/"), {"answer": "yes"}).status_code == 409
    assert client.get(at(meeting_link, "call/")).status_code == 409
