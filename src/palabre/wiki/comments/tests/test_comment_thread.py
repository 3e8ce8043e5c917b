"""Comments on a passage: who writes, answers, settles and removes, and who does not; double posts; bounds."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.pure.quotes import Quote
from palabre.refusal import Refusal
from palabre.wiki.comments import comment_thread
from palabre.wiki.comments.comment_list import comments_of
from palabre.wiki.comments.comment_thread import PassageNotFound, TooManyComments
from palabre.wiki.models import Comment
from palabre.wiki.page_lock import NotHers
from palabre.wiki.page_text import begin_page, save_page_text
from palabre.wiki.removal.page_removal import PageGone, remove_page
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db

TEXT = "# Le four\n\nOn chauffe le **lundi**.\n\nIl faut deux personnes avant mardi.\n\nOn chauffe aussi le samedi.\n"
PASSAGE = "Il faut deux personnes"
NOW = timezone.now()


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Tanguy")


@pytest.fixture
def page(ines):
    return begin_page(ines.space, "Le four", TEXT, audience=Audience.of_space(ines.space), by=ines)


def comment_by(person, page, words="Trois, plutôt.", quote=PASSAGE, **more):
    return comment_thread.comment_on(page, Quote(quote), words, by=person, at=timezone.now(), **more)


def read(page, person):
    page.note.refresh_from_db()
    return comments_of(page, reader_of(person))


def reader_of(person):
    return Reader.here(person.space, person)


def test_a_comment_is_beside_the_line_of_its_passage(page, ines, malo):
    made = comment_by(malo, page)

    (thread,) = read(page, ines).threads
    assert (thread.line, thread.quote, thread.first.name) == (5, PASSAGE, "Malo Tanguy")
    assert thread.passage.startswith("#l5:~:text=Il%20faut")
    assert made.page == page


def test_formatted_words_are_quoted_as_they_are_read(page, ines, malo):
    comment_by(malo, page, quote="chauffe le lundi")

    assert [thread.line for thread in read(page, ines).threads] == [3]


def test_threads_are_in_the_order_of_the_text(page, ines, malo):
    last, first = (comment_by(malo, page, quote=quote) for quote in ("aussi le samedi", "chauffe le lundi"))

    assert [thread.number for thread in read(page, ines).threads] == [first.pk, last.pk]


@pytest.mark.parametrize(("quote", "said"), [("le dimanche", "pas dans le texte"), ("On chauffe", "plusieurs fois")])
def test_a_quote_that_is_no_passage_is_refused_with_a_next_step(page, malo, quote, said):
    with pytest.raises(PassageNotFound, match=said) as refused:
        comment_by(malo, page, quote=quote)

    assert refused.value.instead


def test_the_context_of_a_selection_tells_two_passages_apart(page, ines, malo):
    typed = Quote("On chauffe", before="avant mardi. ", after=" aussi le samedi")

    comment_thread.comment_on(page, typed, "Est-ce sûr ?", by=malo, at=NOW)

    assert [thread.line for thread in read(page, ines).threads] == [7]


def test_once_its_passage_changed_a_comment_keeps_its_quote_and_stands_nowhere(page, ines, malo):
    comment_by(malo, page)
    save_page_text(page, TEXT.replace("deux personnes", "trois bras"), base=1, by=ines)

    (thread,) = read(page, ines).threads
    assert (thread.line, thread.quote) == (0, PASSAGE)
    assert read(page, ines).by_line() == {}


def test_a_comment_follows_its_passage(page, ines, malo):
    comment_by(malo, page)
    save_page_text(page, f"Avant tout.\n\n{TEXT}", base=1, by=ines)

    assert [thread.line for thread in read(page, ines).threads] == [7]


def test_the_same_words_twice_are_one_comment_and_one_answer(page, ines, malo):
    first, again = (comment_by(malo, page) for _time in range(2))
    one, other = (comment_thread.answer(first, "D’accord.", by=ines, at=NOW) for _time in range(2))

    assert (first, one) == (again, other)
    assert Comment.objects.count() == 2


def test_an_answer_to_an_answer_is_in_the_same_thread(page, ines, malo):
    first = comment_by(malo, page)
    answered = comment_thread.answer(first, "D’accord.", by=ines, at=NOW)

    comment_thread.answer(answered, "Merci.", by=malo, at=NOW)

    (thread,) = read(page, ines).threads
    assert [said.words for said in thread.answers] == ["D’accord.", "Merci."]


def test_who_may_write_settles_and_opens_again(page, ines, malo):
    made = comment_by(malo, page)

    assert [comment_thread.settle(made, by=ines, at=NOW) for _time in range(2)] == [True, False]
    (thread,) = read(page, malo).settled
    assert thread.settled_by == "Inès Carvalho"
    assert [comment_thread.unsettle(made, by=malo) for _time in range(2)] == [True, False]
    assert read(page, malo).settled == []


def test_who_is_no_member_neither_comments_nor_answers_nor_settles(page, malo):
    made, nora = comment_by(malo, page), a_person(page.space, "Nora Lambert")

    acts = [
        lambda: comment_by(nora, page),
        lambda: comment_thread.answer(made, "Non.", by=nora, at=NOW),
        lambda: comment_thread.settle(made, by=nora, at=NOW),
        lambda: comment_thread.unsettle(made, by=nora),
        lambda: comment_thread.remove(made, by=nora, at=NOW),
    ]
    for act in acts:
        with pytest.raises(NotHers):
            act()


def test_who_no_longer_writes_the_page_is_refused_under_the_lock(page, ines, malo):
    made = comment_by(malo, page)
    type(page).objects.update(audience=Audience.of_persons(ines))

    with pytest.raises(NotHers):
        comment_thread.answer(made, "Encore.", by=malo, at=NOW)


def test_its_author_removes_a_comment_even_where_they_no_longer_write(page, ines, malo):
    made = comment_by(malo, page)
    type(page).objects.update(audience=Audience.of_persons(ines))

    assert [comment_thread.remove(made, by=malo, at=NOW) for _time in range(2)] == [True, False]
    assert read(page, ines).threads == ()


def test_a_guest_removes_their_own_comment_and_no_other(page, malo):
    nora = a_person(page.space, "Nora Lambert")
    hers, other = comment_by(nora, page, is_guest=True), comment_by(malo, page, "Autre chose.")

    assert comment_thread.remove(hers, by=nora, at=NOW)
    with pytest.raises(NotHers):
        comment_thread.remove(other, by=nora, at=NOW)


def test_only_who_removed_it_puts_it_back(page, ines, malo):
    made = comment_by(malo, page)
    comment_thread.remove(made, by=malo, at=NOW)

    with pytest.raises(NotHers):
        comment_thread.restore_comment(made, by=ines)
    assert [comment_thread.restore_comment(made, by=malo) for _time in range(2)] == [True, False]
    assert len(read(page, ines).threads) == 1


def test_what_another_removed_is_put_back_by_its_author_and_by_other_members(page, ines, malo):
    odile = a_member(page.space, "Odile Tanneguy")
    for by in (ines, odile):
        made = comment_by(ines, page)
        comment_thread.remove(made, by=malo, at=NOW)
        shown = entered(Client(), by).get(page.get_absolute_url()).text

        assert (made.words in shown, "Remettre" in shown) == (False, True)
        assert comment_thread.restore_comment(made, by=by)
        comment_thread.remove(made, by=ines, at=NOW)
        with pytest.raises(NotHers):
            comment_thread.restore_comment(made, by=odile)


def test_answers_stay_when_what_they_answer_is_removed(page, ines, malo):
    made = comment_by(malo, page)
    comment_thread.answer(made, "D’accord.", by=ines, at=NOW)
    comment_thread.remove(made, by=malo, at=NOW)

    (thread,) = read(page, ines).threads
    assert (thread.first.words, thread.first.name, thread.answers[0].words) == ("", "", "D’accord.")


def test_nobody_answers_what_is_gone(page, ines, malo):
    made = comment_by(malo, page)
    comment_thread.remove(made, by=malo, at=NOW)

    with pytest.raises(Refusal, match="retiré"):
        comment_thread.answer(made, "Ah ?", by=ines, at=NOW)


def test_nobody_comments_a_removed_page(page, ines, malo):
    remove_page(page, by=ines, at=NOW)

    with pytest.raises(PageGone):
        comment_by(a_person(page.space, "Nora Lambert"), page, is_guest=True)


def test_what_was_removed_a_month_ago_is_deleted_and_what_others_answered_stays(page, ines, malo):
    alone, answered = comment_by(malo, page), comment_by(malo, page, "Et le bois ?")
    comment_thread.answer(answered, "Il y en a.", by=ines, at=NOW)
    for made in (alone, answered):
        comment_thread.remove(made, by=malo, at=NOW)

    comment_thread.delete_removed_comments(NOW + comment_thread.KEPT - datetime.timedelta(hours=1))
    assert Comment.objects.count() == 3
    comment_thread.delete_removed_comments(NOW + comment_thread.KEPT)
    assert set(Comment.objects.values_list("words", flat=True)) == {"Et le bois ?", "Il y en a."}


def test_one_person_fills_half_a_page_at_most_and_a_few_an_hour(page, ines, malo, monkeypatch):
    monkeypatch.setattr(comment_thread, "MOST", 4)
    for number in range(2):
        comment_by(malo, page, f"Mot {number}")

    with pytest.raises(TooManyComments, match="beaucoup"):
        comment_by(malo, page, "Un de plus")
    assert comment_by(ines, page, "Un autre")
    monkeypatch.setattr(comment_thread, "MOST_IN_AN_HOUR", 1)
    with pytest.raises(TooManyComments, match="en une heure"):
        comment_by(ines, page, "Encore un")


def test_the_journal_tells_a_stretch_of_comments_once_and_each_changes_the_version(page, malo):
    before = page.space.version
    comment_by(malo, page)
    comment_by(malo, page, "Et le bois ?")

    page.space.refresh_from_db()
    assert Entry.objects.filter(verb="page.commented").count() == 1
    assert page.space.version >= before + 2


@pytest.mark.parametrize("count", [1, 5])
def test_the_comments_of_a_page_cost_one_query(page, ines, malo, count, django_assert_num_queries):
    for number in range(count):
        comment_thread.answer(comment_by(malo, page, f"Mot {number}"), f"Réponse {number}", by=ines, at=NOW)
    reader = reader_of(malo)

    with django_assert_num_queries(1):
        assert len(comments_of(page, reader).threads) == count
