"""Minutes given to many people: their text is rendered once, and while nobody waits for the space."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from palabre.meetings.models import Edition, Meeting, Presence
from palabre.meetings.written import minutes_letters, minutes_publication
from palabre.notes.note_save import save_note
from palabre.people.models import Erasure, Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.wiki.page_rename import rename
from tests.builders import a_meeting, a_member, a_page, a_person, a_space
from tests.erasing import erase
from tests.transactions import noted_calls

FOR_EACH = 11  # queries: whether the minutes are for them, their link, their letter


@pytest.fixture
def rendered(monkeypatch):
    """For each text that was rendered for letters: was a transaction open?"""
    found = noted_calls(monkeypatch, minutes_letters, "rendered")
    minutes_letters.html_and_words.cache_clear()
    yield found
    minutes_letters.html_and_words.cache_clear()


def held(by, count):
    meeting = a_meeting(by.space, on=timezone.localdate())
    a_meeting(by.space, on=timezone.localdate() + datetime.timedelta(days=14))
    for number in range(count):
        person = a_member(by.space, f"Malo {meeting.pk} {number}")
        meeting.attendances.create(person=person, presence=Presence.PRESENT)
    return meeting


def give(meeting, by, **how):
    minutes_publication.publish_minutes(meeting, by=by, at=timezone.now(), origin="https://palabre.example", **how)


@pytest.mark.django_db(transaction=True)
def test_the_text_is_rendered_once_for_all_its_letters_and_before_the_space_is_held(rendered):
    odile = a_member(a_space("Val"), "Odile Tanneguy")

    give(held(odile, 4), odile)

    letters = Letter.objects.all()
    assert (len(letters), rendered) == (4, [False])
    assert all("Malo" in letter.html and letter.body for letter in letters)


@pytest.mark.django_db(transaction=True)
def test_each_participant_costs_few_queries_while_the_space_is_held(rendered):
    odile = a_member(a_space("Val"), "Odile Tanneguy")

    def queries(count):
        meeting, held_for = held(odile, count), []

        def counted(execute, *query):
            if connection.in_atomic_block:
                held_for.append(query[0])
            return execute(*query)

        with connection.execute_wrapper(counted):
            give(meeting, odile)
        return len(held_for)

    few, many = queries(2), queries(7)

    assert (many - few) / 5 <= FOR_EACH


@pytest.mark.parametrize("is_by_length", [False, True])
@pytest.mark.django_db
def test_no_more_letters_are_written_than_are_made_at_once_those_with_an_address_first(
    rendered, monkeypatch, is_by_length
):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 3)
    last = meeting.attendances.order_by("-pk").first().person
    Person.objects.filter(pk=last.pk).update(email="malo@exemple.example")
    monkeypatch.setattr(minutes_letters, "MOST", 300 if is_by_length else 2)
    monkeypatch.setattr(minutes_letters, "cut", lambda text: text[:100])
    monkeypatch.setattr(minutes_letters, "MOST_SIGNS", 250 if is_by_length else 10_000)

    give(meeting, odile)

    assert Letter.objects.count() == 2
    assert Letter.objects.filter(to=last).exists()


@pytest.fixture
def meanwhile(monkeypatch):
    """Return how to have things happen, each time that the words are composed, before the space is held."""
    compose, pending, composed = minutes_publication.ready_words, [], []

    def composed_early(*some, **said):
        ready = compose(*some, **said)
        composed.append(ready)
        if pending:
            pending.pop(0)()
        return ready

    def happens(*acts):
        pending.extend(acts)
        monkeypatch.setattr(minutes_publication, "ready_words", composed_early)
        return composed

    return happens


@pytest.mark.django_db
def test_what_changed_meanwhile_is_given_as_it_is_now(rendered, meanwhile):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 1)
    meanwhile(lambda: rename(Meeting.objects.get(pk=meeting.pk).minutes, "Le four, enfin", by=odile))

    give(meeting, odile)

    assert Letter.objects.get().subject == "Compte rendu : Le four, enfin"


@pytest.mark.django_db
def test_a_name_removed_meanwhile_is_in_no_word_of_the_next_meeting(rendered, meanwhile):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting, zoe = held(odile, 1), a_person(odile.space, "Zéphyrine Quillévéré")
    after = Meeting.objects.exclude(pk=meeting.pk).get()
    after.aims.create(position=1, text="Zéphyrine Quillévéré raconte le moulin")
    meanwhile(lambda: erase(zoe, at=timezone.now()))

    give(meeting, odile)

    letter = Letter.objects.get()
    assert "raconte le moulin" in letter.calendar
    assert "Quill" not in letter.calendar + letter.body + letter.html


@pytest.fixture
def composed_held(monkeypatch):
    """For each letter composed: was a transaction open? (Each test of this fixture opens its own.)"""
    return noted_calls(monkeypatch, minutes_letters, "words_given")


@pytest.mark.django_db(transaction=True)
def test_what_others_save_meanwhile_has_no_letter_composed_again(rendered, meanwhile, composed_held):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 3)
    composed = meanwhile(lambda: rename(a_page(odile.space), "Une autre page", by=odile))

    give(meeting, odile)

    assert (len(composed), composed_held) == (1, [False] * 3)


@pytest.mark.django_db(transaction=True)
def test_the_version_composed_is_given_whatever_is_typed_meanwhile(rendered, meanwhile, composed_held):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 3)

    def type_more():
        note = Meeting.objects.get(pk=meeting.pk).minutes.note
        save_note(note, f"{note.body_md}\n\nLe four est rallumé.\n", base=note.revision, by=odile)

    composed = meanwhile(type_more)

    give(meeting, odile)

    assert (len(composed), composed_held) == (1, [False] * 3)
    assert not Letter.objects.filter(body__contains="rallumé").exists()
    give(meeting, odile)
    assert Letter.objects.filter(body__contains="rallumé").count() == 3


@pytest.mark.django_db(transaction=True)
def test_names_that_nobody_else_wrote_have_no_letter_composed_again(rendered, meanwhile, composed_held):
    """Anybody makes a name up, and removes it."""
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting, zoe = held(odile, 3), a_person(odile.space, "Zéphyrine Quillévéré")
    Person.objects.filter(pk=zoe.pk).update(is_self_named=True)
    composed = meanwhile(lambda: erase(Person.objects.get(pk=zoe.pk), at=timezone.now()))

    give(meeting, odile)

    assert list(Erasure.objects.values_list("is_wide", flat=True)) == [False]

    assert (len(composed), composed_held) == (1, [False] * 3)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_composed_while_the_space_is_held_even_where_names_are_removed_again_and_again(
    rendered, meanwhile, composed_held
):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 3)
    some = [a_member(odile.space, f"Zéphyrine Quillévéré {number}") for number in range(3)]
    meanwhile(*[lambda one=one: erase(one, at=timezone.now()) for one in some])

    give(meeting, odile)

    assert not any(composed_held)
    assert set(Letter.objects.values_list("html", "calendar")) == {("", "")}
    assert all("Voici le compte rendu" in letter.body for letter in Letter.objects.all())


@pytest.mark.django_db
def test_words_taken_away_meanwhile_are_not_given(rendered, meanwhile):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 1)
    give(meeting, odile)
    note = Meeting.objects.get(pk=meeting.pk).minutes.note
    said = save_note(note, f"{note.body_md}\n\nMon numéro : 06 00 00 00 00.\n", base=note.revision, by=odile)
    meanwhile(lambda: save_note(note, note.body_md, base=said.revision, by=odile))

    give(meeting, odile)

    assert not Letter.objects.filter(body__contains="Mon numéro").exists()


@pytest.mark.django_db(transaction=True)
def test_readers_that_change_meanwhile_have_nothing_composed_while_the_space_is_held(
    rendered, meanwhile, composed_held
):
    odile = a_member(a_space("Val", public=True), "Odile Tanneguy")
    meeting = held(odile, 3)

    def keep():
        minutes_publication.keep_among_us(Meeting.objects.get(pk=meeting.pk), by=odile, at=timezone.now())

    meanwhile(keep)

    give(meeting, odile, readers=minutes_publication.NOW)

    assert not any(composed_held)
    assert Letter.objects.filter(html="").count() == 3
    assert not Letter.objects.filter(body__contains="Tout le monde").exists()


@pytest.mark.django_db
def test_of_two_who_give_them_the_older_version_does_not_come_after_the_newer(rendered, meanwhile):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 1)

    def type_and_give():
        note = Meeting.objects.get(pk=meeting.pk).minutes.note
        save_note(note, f"{note.body_md}\n\nLe four est rallumé.\n", base=note.revision, by=odile)
        give(Meeting.objects.get(pk=meeting.pk), odile)

    meanwhile(type_and_give)

    give(meeting, odile)

    assert [edition.number for edition in Edition.objects.all()] == [1]
    assert "rallumé" in Edition.objects.get().revision.body_md


@pytest.mark.django_db
def test_who_gives_them_and_removes_their_name_meanwhile_signs_nothing(rendered, meanwhile):
    odile = a_member(a_space("Val"), "Odile Tanneguy")
    meeting = held(odile, 1)
    meanwhile(lambda: erase(Person.objects.get(pk=odile.pk), at=timezone.now()))

    with pytest.raises(Refusal):
        give(meeting, odile)

    assert not Letter.objects.filter(html__contains="Tanneguy").exists()


@pytest.mark.django_db
def test_minutes_kept_among_us_are_composed_as_such_when_they_are_given_again(rendered, monkeypatch):
    odile = a_member(a_space("Val", public=True), "Odile Tanneguy")
    meeting = held(odile, 1)
    give(meeting, odile, readers=minutes_publication.AMONG_US)
    note = Meeting.objects.get(pk=meeting.pk).minutes.note
    save_note(note, f"{note.body_md}\n\nLe four est rallumé.\n", base=note.revision, by=odile)
    held_when_composed = noted_calls(monkeypatch, minutes_letters, "words_given")

    give(meeting, odile, readers=minutes_publication.NOW)

    assert "Tout le monde peut les lire" not in Letter.objects.last().body
    assert len(held_when_composed) == 1
