"""The comments of a page on its screen: read by whoever reads the page, written by whoever writes it."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.erasures.name_erasure import erase
from palabre.people.models import Audience, Seat
from palabre.people.reader import Reader
from palabre.pure.quotes import Quote
from palabre.wiki.comments import comment_news, comment_thread
from palabre.wiki.exchange import export_pages
from palabre.wiki.models import Comment
from palabre.wiki.page_text import begin_page, save_page_text
from palabre.wiki.readers import page_watches
from palabre.wiki.readers.page_audience import move
from palabre.wiki.removal.page_removal import remove_page, restore_page
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

TEXT = "On chauffe le lundi.\n\nInès Carvalho dit qu’il faut deux personnes.\n"


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Tanguy")


@pytest.fixture
def page(ines):
    return begin_page(ines.space, "Le four", TEXT, audience=Audience.of_space(ines.space), by=ines)


@pytest.fixture
def hers(ines):
    return entered(Client(), ines)


def comment_by(person, page, words="Trois, plutôt.", quote="deux personnes", **more):
    return comment_thread.comment_on(page, Quote(quote), words, by=person, at=timezone.now(), **more)


def at(page, tail=""):
    return f"{page.get_absolute_url()}comments/{tail}"


def shown(client, page):
    return client.get(page.get_absolute_url()).content.decode()


def test_the_form_below_the_text_comments_and_leads_to_the_comment(hers, page):
    answer = hers.post(at(page), {"quote": "deux personnes", "words": "Trois, plutôt."})

    made = Comment.objects.get()
    assert answer.url == f"{page.get_absolute_url()}#comment-{made.pk}"
    assert f'<a class="tag comment" href="#comment-{made.pk}" title="Trois, plutôt.">' in shown(hers, page)


def test_the_context_of_a_selection_is_kept_with_its_blanks(hers, page, ines):
    save_page_text(page, "Pour le four, oui. Pour la salle, oui.\n", base=1, by=ines)

    hers.post(at(page), {"quote": "oui", "words": "Ah bon.", "before": "la salle, ", "after": "."})

    assert Comment.objects.get().before.endswith("Pour la salle, ")


def test_what_was_typed_comes_back_with_a_quote_that_is_not_there(hers, page):
    answer = hers.post(at(page), {"quote": "le dimanche", "words": "Quel jour ?"})

    assert answer.status_code == 422
    assert all(words in answer.content.decode() for words in ("le dimanche", "Quel jour ?"))


@pytest.mark.parametrize("typed", [{"quote": "", "words": "x"}, {"quote": "lundi", "words": ""}, {}])
def test_empty_fields_are_refused_with_a_sentence(hers, page, typed):
    answer = hers.post(at(page), typed)

    assert (answer.status_code, Comment.objects.count()) in [(409, 0), (422, 0)]


def test_what_is_too_long_is_refused(hers, page):
    answer = hers.post(at(page), {"quote": "lundi", "words": "x" * 2001})

    assert (answer.status_code, Comment.objects.count()) == (422, 0)


def test_the_page_of_an_answer_shows_the_thread(hers, page, malo):
    made = comment_by(malo, page)

    form = hers.get(at(page, f"{made.pk}/answer/")).content.decode()
    answer = hers.post(at(page, f"{made.pk}/answer/"), {"words": "Va pour trois."})

    assert all(words in form for words in ("deux personnes", "Trois, plutôt.", "Malo Tanguy"))
    assert answer.url.endswith(f"#comment-{made.pk}")
    assert "Va pour trois." in shown(hers, page)


def test_settling_and_removing_are_undone_from_their_message(hers, page, malo):
    made = comment_by(malo, page)

    settled = hers.post(at(page, f"{made.pk}/settlement/"), follow=True).content.decode()
    hers.post(at(page, f"{made.pk}/settlement/undoing/"))
    removed = hers.post(at(page, f"{made.pk}/removal/"), follow=True).content.decode()
    hers.post(at(page, f"{made.pk}/removal/undoing/"))

    assert at(page, f"{made.pk}/settlement/undoing/") in settled
    assert at(page, f"{made.pk}/removal/undoing/") in removed
    made.refresh_from_db()
    assert (made.settled_at, made.removed_at) == (None, None)


GESTURES = ("", "{}/answer/", "{}/settlement/", "{}/settlement/undoing/", "{}/removal/", "{}/removal/undoing/")


@pytest.mark.parametrize("gesture", GESTURES)
def test_who_only_reads_the_page_changes_nothing(page, ines, malo, gesture):
    made = comment_by(ines, page)
    audience = Audience.of_persons(ines)
    Seat.objects.create(audience=audience, person=malo, may_write=False)
    move(page, audience)
    reader = entered(Client(), malo)

    answer = reader.post(at(page, gesture.format(made.pk)), {"quote": "lundi", "words": "Non."})

    assert "Trois, plutôt." in shown(reader, page)
    assert answer.status_code == (302 if gesture == "{}/removal/undoing/" else 403)
    assert Comment.objects.filter(settled_at=None, removed_at=None).count() == 1


@pytest.mark.parametrize("gesture", GESTURES[:2])
def test_the_forms_open_to_who_writes_the_page_and_not_to_who_only_reads_it(hers, page, ines, malo, gesture):
    form = at(page, gesture.format(comment_by(ines, page).pk))
    Seat.objects.create(audience=(audience := Audience.of_persons(ines)), person=malo, may_write=False)
    move(page, audience)

    assert [client.get(form).status_code for client in (hers, entered(Client(), malo))] == [200, 403]


def test_on_the_word_of_one_member_nothing_is_commented_in_ones_name(page, ines, malo):
    phone = entered(Client(), ines)
    session = phone.session
    session["beside"] = {page.space.slug: malo.pk}
    session.save()
    phone.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    answer = phone.post(at(page), {"quote": "lundi", "words": "Je garde mes mots."})

    assert (answer.status_code, Comment.objects.exists()) == (409, False)
    assert "Je garde mes mots." in answer.content.decode()


@pytest.mark.parametrize("gesture", GESTURES)
def test_who_does_not_read_the_page_finds_no_comment(page, ines, malo, gesture):
    made = comment_by(malo, page)
    move(page, Audience.of_persons(ines))

    answer = entered(Client(), malo).post(at(page, gesture.format(made.pk)), {"quote": "lundi", "words": "Non."})

    assert answer.status_code == 404


@pytest.mark.parametrize("gesture", GESTURES[1:])
def test_a_comment_of_another_page_is_not_found(hers, page, ines, malo, gesture):
    other = begin_page(page.space, "Autre", TEXT, audience=page.audience, by=ines)
    made = comment_by(malo, other)

    assert hers.post(at(page, gesture.format(made.pk)), {"words": "Non."}).status_code == 404


def test_a_passer_by_reads_what_is_public_and_gets_no_form(ines):
    space = a_space("Rivage", public=True)
    lou = a_member(space, "Lou Abgrall")
    page = begin_page(space, "Le four", TEXT, audience=Audience.everybody(space), by=lou)
    comment_by(lou, page)

    seen = shown(Client(), page)

    assert "Trois, plutôt." in seen
    assert "comments/" not in seen


def test_outside_no_address_holds_the_names_that_are_masked_there(ines):
    space = a_space("Rivage", public=True)
    lou = a_member(space, "Lou Abgrall")
    a_person(space, "Nora Lambert")
    text = "Nora Lambert garde la clé.\n"
    page = begin_page(space, "La clé", text, audience=Audience.everybody(space), by=lou)
    comment_by(lou, page, quote="Nora Lambert garde la clé")

    inside, outside = shown(entered(Client(), lou), page), shown(Client(), page)

    assert ("Nora%20Lambert" in inside, "Lambert" in outside) == (True, False)
    assert 'href="#l1"' in outside


def test_who_follows_the_page_hears_of_a_comment_with_its_words_and_its_address(page, ines, malo):
    page_watches.watch(page, by=ines)
    made = comment_by(malo, page)
    entry = Entry.objects.get(verb="page.commented")

    told = comment_news.comment_told(entry, ines)

    assert page_watches.watchers(entry) == [ines]
    assert all(words in told for words in ("deux personnes", "Trois, plutôt."))
    comment_thread.remove(made, by=malo, at=timezone.now())
    assert comment_news.comment_told(entry, ines) == ""


def test_no_letter_holds_a_comment_to_who_no_longer_reads_the_page(page, ines, malo):
    comment_by(ines, page)
    move(page, Audience.of_persons(ines))

    assert comment_news.comment_told(Entry.objects.get(verb="page.commented"), malo) == ""


def test_the_comments_of_a_removed_page_come_back_with_it(hers, page, ines, malo):
    comment_by(malo, page)
    remove_page(page, by=ines, at=timezone.now())
    assert hers.post(at(page), {"quote": "lundi", "words": "Non."}).status_code == 410

    restore_page(page, by=ines)

    assert "Trois, plutôt." in shown(hers, page)


def test_a_comment_whose_passage_changed_says_so_and_keeps_its_quote(hers, page, ines, malo):
    made = comment_by(malo, page, quote="le lundi")
    save_page_text(page, TEXT.replace("le lundi", "le mardi"), base=1, by=ines)

    seen = shown(hers, page)

    assert "Le passage a changé depuis." in seen
    assert "le lundi" in seen
    assert f'href="#comment-{made.pk}" title' not in seen


def test_settled_comments_are_folded_and_stand_beside_no_line(hers, page, malo):
    made = comment_by(malo, page)
    comment_thread.settle(made, by=malo, at=timezone.now())

    seen = shown(hers, page)

    assert "Réglé, dit Malo Tanguy." in seen
    assert f'href="#comment-{made.pk}" title' not in seen


def test_a_comment_is_beside_its_line_on_the_page_of_lines_and_in_the_editor(hers, page, malo):
    made = comment_by(malo, page)
    address = f"{page.get_absolute_url()}#comment-{made.pk}"

    for tail in ("lines/", "margin/"):
        assert address in hers.get(f"{page.get_absolute_url()}{tail}").content.decode()


def test_words_are_shown_as_they_are_typed(hers, page, malo):
    comment_by(malo, page, "<b>Gras</b> <script>alert(1)</script>")

    seen = shown(hers, page)

    assert "&lt;b&gt;Gras" in seen
    assert "<script>alert" not in seen


def test_a_removed_name_leaves_the_comments_and_their_passages_are_still_found(hers, page, ines, malo):
    comment_by(ines, page, "Inès Carvalho passera.", quote="Inès Carvalho dit qu’il faut deux personnes")
    erase(ines, at=timezone.now())

    seen = shown(entered(Client(), malo), page)
    made = Comment.objects.get()
    assert "Carvalho" not in json.dumps([made.quote, made.before, made.after, made.words])
    assert "Carvalho" not in seen
    assert "Le passage a changé depuis." not in seen


def test_the_export_holds_the_comments_that_its_reader_reads(page, ines, malo):
    made = comment_by(malo, page)
    comment_thread.answer(made, "Va pour trois.", by=ines, at=timezone.now())
    comment_thread.remove(comment_by(malo, page, "Oups."), by=malo, at=timezone.now())

    files = dict(export_pages(Reader.here(page.space, ines)))
    rows = json.loads(files["comments.json"])

    assert [(row["words"], row["by"], row["parent"]) for row in rows] == [
        ("Trois, plutôt.", "Malo Tanguy", None),
        ("Va pour trois.", "Inès Carvalho", made.pk),
    ]
    assert all(words in files["comments/le-four.md"].decode() for words in ("> deux personnes", "Va pour trois"))


def test_the_export_of_who_does_not_read_the_page_holds_none(page, ines, malo):
    comment_by(ines, page)
    move(page, Audience.of_persons(ines))

    assert json.loads(dict(export_pages(Reader.here(page.space, malo)))["comments.json"]) == []


def test_a_space_of_which_a_person_is_no_member_keeps_its_comments(page, ines):
    comment_by(ines, page)
    nora = a_person(page.space, "Nora Lambert")

    assert entered(Client(), nora).get(page.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["", "Gaël"])
def test_who_passes_by_a_public_page_removes_no_comment_of_it(name):
    ines = a_member(a_space(public=True), "Inès Carvalho")
    page = begin_page(ines.space, "Le four", TEXT, audience=Audience.everybody(ines.space), by=ines)
    said = comment_thread.comment_on(page, Quote("On chauffe"), "Et le mardi ?", by=ines, at=timezone.now())
    who = Client()
    if name:
        guest = a_person(ines.space, name)
        guest.come(timezone.now())
        entered(who, guest)

    assert who.post(f"{page.get_absolute_url()}comments/{said.pk}/removal/").status_code == 403
    assert Comment.objects.get().removed_at is None


def test_nobody_is_led_to_answer_a_comment_that_was_removed(hers, page, malo):
    made = comment_by(malo, page)
    before = hers.get(page.get_absolute_url()).content.decode()

    removed = hers.post(at(page, f"{made.pk}/removal/"), follow=True).content.decode()

    assert (f"{made.pk}/answer/" in before, f"{made.pk}/answer/" in removed) == (True, False)
    assert "Il peut être remis pendant trente jours" in removed


def test_who_removes_their_own_comment_is_promised_nothing_that_the_page_does_not_hold(hers, page, ines):
    made = comment_by(ines, page)

    removed = hers.post(at(page, f"{made.pk}/removal/"), follow=True).content.decode()

    assert "Votre commentaire est retiré." in removed
    assert "trente jours" not in removed.split("Commentaires")[0]
