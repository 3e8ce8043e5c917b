"""Who is invited to a page by a link comments it, answers and settles; removes their own comments and no other."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.people.access import links
from palabre.people.access.links import link_to
from palabre.people.models import Audience
from palabre.pure.quotes import Quote
from palabre.wiki.comments import comment_thread
from palabre.wiki.models import Comment
from palabre.wiki.page_text import begin_page, save_page_text
from palabre.wiki.readers.page_invitations import invite
from tests.builders import a_group, a_member, a_person, a_space

pytestmark = pytest.mark.django_db

TEXT = "On chauffe le lundi.\n\nIl faut deux personnes.\n"


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Tanguy")


@pytest.fixture
def page(malo):
    return begin_page(malo.space, "Le four", TEXT, audience=Audience.of_space(malo.space), by=malo)


@pytest.fixture
def link(page, malo):
    return invite(page, "Inès Carvalho", by=malo, at=timezone.now())


@pytest.fixture
def hers(client, link):
    client.get(links.link_path(link))
    return client


@pytest.fixture
def his(page, malo):
    """A comment by a member, on the page of the link."""
    return comment_thread.comment_on(page, Quote("le lundi"), "Ou le mardi, plutôt.", by=malo, at=timezone.now())


def at(link, tail=""):
    return f"/opened/{link.pk}/{tail}"


def shown(client, link):
    return client.get(at(link)).content.decode()


def test_a_guest_comments_in_their_own_name_and_comes_back_to_the_page(hers, link):
    answer = hers.post(at(link, "comments/"), {"quote": "deux personnes", "words": "Trois, plutôt."})

    made = Comment.objects.select_related("by").get()
    assert (made.by.name, answer.url) == ("Inès Carvalho", f"{at(link)}#comment-{made.pk}")
    assert "Trois, plutôt." in shown(hers, link)


def test_a_guest_reads_answers_and_settles(hers, link, his):
    hers.post(at(link, f"comments/{his.pk}/answer/"), {"words": "Le mardi."})
    settled = hers.post(at(link, f"comments/{his.pk}/settlement/"), follow=True).content.decode()

    assert all(words in settled for words in ("Ou le mardi, plutôt.", "Le mardi.", "Réglé, dit Inès Carvalho."))
    hers.post(at(link, f"comments/{his.pk}/settlement/undoing/"))
    assert not Comment.objects.exclude(settled_at=None).exists()


@pytest.mark.parametrize("gesture", ["answer/", "settlement/", "settlement/undoing/"])
def test_a_guest_reads_nothing_of_what_was_said_before_the_link(client, page, malo, his, gesture):
    link = invite(page, "Inès Carvalho", by=malo, at=timezone.now())
    client.get(links.link_path(link))

    assert "Ou le mardi, plutôt." not in shown(client, link)
    assert client.get(at(link, f"comments/{his.pk}/answer/")).status_code == 404
    assert client.post(at(link, f"comments/{his.pk}/{gesture}"), {"words": "Le mardi."}).status_code == 404


def test_but_their_own_words_and_those_said_to_everybody(client, page, malo):
    lou = invite(page, "Lou Abgrall", by=malo, at=timezone.now()).person
    own = comment_thread.comment_on(page, Quote("lundi"), "Le mardi.", by=lou, at=timezone.now(), is_guest=True)
    open_page = {"page": page, "by": malo, "at": timezone.now()}
    Comment.objects.create(space=page.space, quote="deux personnes", words="Trois.", was_public=True, **open_page)
    link = link_to(page, person=lou, by=malo, at=timezone.now())
    client.get(links.link_path(link))

    seen = shown(client, link)

    assert (own.words in seen, "Trois." in seen) == (True, True)


def test_the_quote_leads_to_its_line_of_the_page_that_the_link_opens(hers, link, his):
    seen = shown(hers, link)

    assert 'href="#l1"' in seen
    assert 'id="l1"' in seen


def test_by_a_link_words_taken_out_of_the_page_are_not_shown(hers, link, page, malo, his):
    save_page_text(page, "Il faut deux personnes.\n", base=1, by=malo)

    for seen in (shown(hers, link), hers.get(at(link, f"comments/{his.pk}/answer/")).content.decode()):
        assert all(words in seen for words in ("Ou le mardi, plutôt.", "Le passage a changé depuis."))
        assert "le lundi" not in seen


def test_what_is_refused_comes_back_by_the_link_with_what_was_typed(hers, link):
    answer = hers.post(at(link, "comments/"), {"quote": "le dimanche", "words": "Quel jour ?"})

    assert answer.status_code == 422
    assert all(words in answer.content.decode() for words in ("le dimanche", "Quel jour ?"))


def test_a_guest_removes_their_own_comment_and_puts_it_back(hers, link):
    hers.post(at(link, "comments/"), {"quote": "deux personnes", "words": "Trois, plutôt."})
    made = Comment.objects.get()

    gone = hers.post(at(link, f"comments/{made.pk}/removal/"), follow=True).content.decode()

    assert at(link, f"comments/{made.pk}/removal/undoing/") in gone
    assert "Trois, plutôt." not in gone
    hers.post(at(link, f"comments/{made.pk}/removal/undoing/"))
    assert "Trois, plutôt." in shown(hers, link)


def test_a_guest_does_not_remove_what_others_wrote(hers, link, his):
    answer = hers.post(at(link, f"comments/{his.pk}/removal/"))

    assert (answer.status_code, Comment.objects.get().removed_at) == (403, None)
    assert at(link, f"comments/{his.pk}/removal/") not in shown(hers, link)


GESTURES = ("answer/", "settlement/", "settlement/undoing/", "removal/", "removal/undoing/")


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_comment_of_another_page_is_not_found_by_the_link(hers, link, page, malo, gesture):
    other = begin_page(page.space, "Autre", TEXT, audience=page.audience, by=malo)
    theirs = comment_thread.comment_on(other, Quote("le lundi"), "Non.", by=malo, at=timezone.now())

    assert hers.post(at(link, f"comments/{theirs.pk}/{gesture}"), {"words": "Non."}).status_code == 404


@pytest.mark.parametrize("gesture", ["", *(f"{{}}/{gesture}" for gesture in GESTURES)])
def test_without_the_link_nothing_is_commented(link, his, gesture):
    answer = Client().post(at(link, f"comments/{gesture.format(his.pk)}"), {"quote": "le lundi", "words": "Non."})

    assert (answer.status_code, Comment.objects.count()) == (410, 1)


def test_a_withdrawn_link_comments_nothing(hers, link):
    link.revoke(timezone.now())

    assert hers.post(at(link, "comments/"), {"quote": "le lundi", "words": "Non."}).status_code == 410
    assert not Comment.objects.exists()


def test_a_link_to_something_else_opens_no_comments(client, malo):
    nora = a_person(malo.space, "Nora Lambert")
    other = link_to(a_group(malo.space, "Les jardins"), person=nora, by=malo, at=timezone.now())
    client.get(links.link_path(other))

    assert client.get(at(other, "comments/")).status_code == 404


def test_the_maker_of_a_link_does_not_comment_in_the_name_of_who_is_here_by_themselves(hers, link):
    type(link.person).objects.filter(pk=link.person_id).update(entered_at=timezone.now())

    form = hers.get(at(link, "comments/"))
    answer = hers.post(at(link, "comments/"), {"quote": "le lundi", "words": "Non."})

    assert (form.status_code, answer.status_code, Comment.objects.exists()) == (409, 409, False)
