"""A space is deleted by two yeses: closed at once, kept by one yes for as long as it is there."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.models import Gathering
from palabre.groups.models import Greeting
from palabre.home.digest.digest_letters import standings
from palabre.journal.models import Digest, Entry
from palabre.people.access.links import link_to
from palabre.people.agreements import agreements
from palabre.people.duplicates import person_merge
from palabre.people.erasures import delayed_erasure, name_erasure, slow_removal
from palabre.people.models import Agreement, Audience, Person
from palabre.post.letter_queue import post_one
from palabre.refusal import Refusal
from palabre.registrations.models import RegistrationNews
from palabre.registrations.registration_letters import tell
from palabre.spaces.models import Space
from tests.builders import (
    a_gathering,
    a_group,
    a_letter,
    a_member,
    a_page,
    a_person,
    a_registration,
    a_space,
    entered,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def founder():
    return a_member(a_space(public=True), "Odile Tanneguy")


@pytest.fixture
def carrier(founder):
    """Somebody who carries a group since long."""
    person = a_member(founder.space, "Inès Courtois")
    Person.objects.filter(pk=person.pk).update(joined_at=timezone.now() - 10 * DAY)
    a_group(founder.space, convened_by=(person,))
    return person


def deletion(space):
    return reverse("here:deletion", args=[space.slug])


def post(person, url):
    return entered(Client(), person).post(url)


def page_of(person):
    answer = entered(Client(), person).get(person.space.get_absolute_url())
    return answer.status_code, answer.content.decode()


def is_ended(space):
    return Space.objects.get(pk=space.pk).is_ended


def end(*persons):
    for one in persons:
        done = agreements.say_yes(one.space, "delete", by=one, at=timezone.now())
    return done


def test_two_yeses_end_the_space_and_the_same_person_twice_has_said_it_once(founder, carrier):
    for _twice in range(2):
        post(carrier, deletion(founder.space))
    before = is_ended(founder.space)

    post(founder, deletion(founder.space))

    assert (before, is_ended(founder.space), Agreement.objects.get().second) == (False, True, founder)


def test_who_is_alone_to_count_needs_no_second_yes(founder):
    a_member(founder.space, "Ewen")

    post(founder, deletion(founder.space))

    assert is_ended(founder.space)


def test_looking_at_what_would_go_ends_nothing(founder, carrier):
    post(carrier, deletion(founder.space))

    seen = [entered(Client(), one).get(deletion(founder.space)) for one in (founder, carrier)]

    assert [("Oui, le fermer" in one.content.decode(), one.status_code) for one in seen] == [(True, 200), (False, 200)]
    assert not is_ended(founder.space)


def test_a_second_yes_is_asked_on_the_page_that_says_what_goes_and_not_by_a_button_of_the_list(founder, carrier):
    waits = end(carrier)

    shown = entered(Client(), founder).get(reverse("here:people", args=[founder.space.slug])).content.decode()

    assert deletion(founder.space) in shown
    assert f'action="{reverse("here:agreement", args=[founder.space.slug, waits.pk])}"' not in shown


@pytest.mark.parametrize("who", ["a member", "a guest", "a passer-by", "somebody of another space"])
def test_whose_yes_does_not_count_neither_ends_nor_sees_it(who, founder, carrier):
    waits = end(carrier)
    people = {
        "a member": lambda: (a_member(founder.space, "Ewen"), 409, 404),
        "a guest": lambda: (a_person(founder.space, "Rozenn"), 403, 404),
        "a passer-by": lambda: (None, 403, 404),
        "somebody of another space": lambda: (a_member(a_space("Ailleurs"), "Malo"), 403, 404),
    }
    person, refused, unknown = people[who]()
    client = entered(Client(), person) if person else Client()

    url, numbers = deletion(founder.space), [founder.space.slug, waits.pk]
    asked = [client.get(url).status_code, client.post(url).status_code]
    second = [client.post(reverse(f"here:{name}", args=numbers)).status_code for name in ("agreement", "no_agreement")]

    assert (asked, second) == ([refused] * 2, [unknown] * 2)
    assert (is_ended(founder.space), Agreement.objects.waiting().count()) == (False, 1)


def test_two_names_one_of_which_greeted_the_other_do_not_suffice(founder, carrier):
    greeted = a_member(founder.space, "Ewen")
    Greeting.objects.create(group=carrier.memberships.get().group, person=greeted, by=carrier, at=timezone.now())

    end(carrier, greeted)
    by_one_who_greeted_herself = is_ended(founder.space)
    end(founder)

    assert (by_one_who_greeted_herself, is_ended(founder.space)) == (False, True)


def test_one_yes_alone_waits_thirty_days_for_the_second(founder, carrier):
    said = end(carrier)

    for days, is_over in ((8, False), (29, False), (30, True)):
        agreements.say_yes(founder.space, "delete", by=carrier, at=said.at + days * DAY)
        assert is_ended(founder.space) is is_over


def test_each_step_is_told_to_all(founder, carrier):
    done = end(carrier, founder)
    agreements.set_aside_agreement(done, by=carrier, at=timezone.now())

    told = Entry.objects.filter(audience__kind="space").order_by("pk").values_list("verb", flat=True)
    assert list(told)[-3:] == ["delete.proposed", "space.ended", "space.kept"]


def test_a_member_meets_one_page_with_a_copy_to_take_and_who_counts_may_keep_it(founder, carrier):
    ewen = a_member(founder.space, "Ewen")
    done = end(carrier, founder)
    keeping = reverse("here:no_agreement", args=[founder.space.slug, done.pk])

    (seen, hers), (_status, his) = page_of(carrier), page_of(ewen)

    assert (seen, "sera supprimé demain à" in hers, keeping in hers, keeping in his) == (410, True, True, False)
    for shown in (hers, his):
        assert reverse("home:export", args=[founder.space.slug]) in shown


def test_the_copy_is_given_to_a_member_and_to_nobody_else(founder, carrier):
    end(carrier, founder)
    url, ewen = reverse("home:export", args=[founder.space.slug]), a_member(founder.space, "Ewen")

    asked = [entered(Client(), ewen), entered(Client(), a_person(founder.space, "Rozenn")), Client()]
    given = [one.post(url) for one in asked]

    assert [one.status_code for one in given] == [200, 404, 404]
    assert b"".join(given[0].streaming_content).startswith(b"PK")


def test_one_yes_keeps_it_and_everything_is_as_it_was(founder, carrier):
    gathering = a_gathering(founder.space, audience=Audience.objects.create(space=founder.space, kind="public"))
    before = Space.objects.values("opened_at", "public_at", "ended_at").get(pk=founder.space.pk)
    done = end(carrier, founder)
    closed = Gathering.objects.open_to_all().exists()

    post(carrier, reverse("here:no_agreement", args=[founder.space.slug, done.pk]))

    assert Space.objects.values("opened_at", "public_at", "ended_at").get(pk=founder.space.pk) == before
    assert (closed, list(Gathering.objects.open_to_all())) == (False, [gathering])
    assert page_of(a_member(founder.space, "Ewen"))[0] == 200


@pytest.mark.parametrize("who", ["a member", "a guest", "somebody of another space"])
def test_whose_yes_does_not_count_does_not_keep_it(who, founder, carrier):
    done = end(carrier, founder)
    people = {"a member": a_member, "a guest": a_person, "somebody of another space": a_member}
    person = people[who](founder.space if who != "somebody of another space" else a_space("Ailleurs"), "Ewen")

    status = post(person, reverse("here:no_agreement", args=[founder.space.slug, done.pk])).status_code

    assert (status, is_ended(founder.space)) == (404, True)


def test_it_is_kept_after_the_day_too_as_long_as_it_is_there(founder, carrier):
    done = end(carrier, founder)

    agreements.set_aside_agreement(done, by=founder, at=timezone.now() + 3 * DAY)

    assert not is_ended(founder.space)


@pytest.mark.parametrize("kind", ["open", "publish", "close"])
def test_one_that_was_ended_is_neither_opened_nor_published_nor_closed(kind, founder, carrier):
    end(carrier, founder)

    with pytest.raises(Refusal):
        agreements.say_yes(founder.space, kind, by=founder, at=timezone.now())


@pytest.mark.parametrize(("yeses", "leaves"), [(1, True), (2, False)], ids=["proposed", "ended"])
def test_no_letter_no_digest_and_no_word_to_who_registered_leaves_it(yeses, leaves, founder, carrier, settings):
    settings.MAIL_IS_CONFIGURED, settings.PALABRE_MAIL_FROM = True, "palabre@exemple.example"
    now = timezone.now()
    Person.objects.filter(pk=carrier.pk).update(email="ines@exemple.example", news="week")
    Digest.objects.create(person=carrier, at=now - 10 * DAY)
    a_letter(carrier, by=founder, approved_at=now - DAY, due_at=now - DAY)
    tell(a_registration(a_gathering(founder.space)), RegistrationNews.REGISTERED, due_at=now - DAY)

    end(*(carrier, founder)[:yeses])

    assert [bool(one) for one in (standings(now), post_one(now), post_one(now))] == [leaves] * 3


def test_what_one_alone_ended_any_member_keeps(founder):
    ewen, rozenn = a_member(founder.space, "Ewen"), a_person(founder.space, "Rozenn")
    done = end(founder)
    keeping = reverse("here:no_agreement", args=[founder.space.slug, done.pk])
    seen = keeping in page_of(ewen)[1]

    others = [post(one, keeping).status_code for one in (rozenn, a_member(a_space("Ailleurs"), "Malo"))]
    still = is_ended(founder.space)
    post(ewen, keeping)

    assert (seen, others, still, is_ended(founder.space)) == (True, [404, 404], True, False)


def test_nothing_that_was_done_before_is_undone_while_it_is_ended(founder, carrier):
    kilian = a_member(founder.space, "Kilian")
    for one in (founder, carrier):
        done = agreements.say_yes(founder.space, "put_out", by=one, at=timezone.now(), person=kilian)
    Agreement.objects.filter(pk=done.pk).update(done_at=timezone.now() - 90 * DAY)
    end(carrier, founder)

    answer = post(founder, reverse("here:no_agreement", args=[founder.space.slug, done.pk]))

    kilian.refresh_from_db()
    assert (answer.status_code, kilian.is_member, is_ended(founder.space)) == (409, False, True)


def test_no_name_goes_while_nobody_can_keep_it_and_each_has_a_day_again(founder, carrier):
    space, now = founder.space, timezone.now()
    her, gone = a_person(space, "Claire Aubanel"), a_member(space, "Armelle Quéguiner")
    page = a_page(space, "Le four", "Armelle Quéguiner prête son four.")
    slow_removal.ask_slow_removal(her, link_to(page, person=her, by=carrier, at=now), at=now - DAY)
    name_erasure.erase(gone, at=now - DAY)

    done = end(carrier, founder)
    slow_removal.finish_due(now)
    delayed_erasure.finish_due(now)
    agreements.set_aside_agreement(done, by=founder, at=now)
    slow_removal.finish_due(now)
    delayed_erasure.finish_due(now)

    her.refresh_from_db()
    page.note.refresh_from_db()
    assert (her.name, page.note.body_md) == ("Claire Aubanel", "Armelle Quéguiner prête son four.")
    delayed_erasure.finish_due(now + DAY)
    page.note.refresh_from_db()
    assert page.note.body_md == "Une personne prête son four."


def test_who_founded_it_counts_under_the_name_that_she_was_joined_with(founder, carrier):
    now = a_member(founder.space, "Odile T.")
    person_merge.merge_pair(now, founder, by=founder, at=timezone.now())

    end(carrier)
    alone = is_ended(founder.space)
    end(now)

    assert (alone, is_ended(founder.space)) == (False, True)


def test_who_proposed_it_can_leave_it_aside_where_she_did(founder, carrier):
    post(founder, deletion(founder.space))

    told = entered(Client(), founder).get(deletion(founder.space)).content.decode()

    assert reverse("here:no_agreement", args=[founder.space.slug, Agreement.objects.get().pk]) in told
