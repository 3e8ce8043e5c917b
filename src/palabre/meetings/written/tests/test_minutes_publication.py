"""Minutes that compose themselves, are looked at twice, given, opened or kept, and added to."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from palabre.journal.models import Entry
from palabre.meetings.models import Edition, Meeting, Publication
from palabre.meetings.written import addendum, minutes_publication, second_look
from palabre.meetings.written.minutes_completion import Item, MeetingOutcome, Present, Under, completed
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.imports.tests.test_simultaneous_acts import first_table_asked_for
from palabre.notes.markdown.plain_text import mail_text
from palabre.people.access.links import link_path, link_to
from palabre.post.models import Letter
from palabre.pure.minutes import read_minutes
from palabre.pure.second_thoughts import public_at
from palabre.refusal import Refusal
from palabre.wiki import page_text
from tests.builders import a_decision, a_member, a_person, a_space, entered
from tests.made_once import once_per_module

TOLD = MeetingOutcome(
    present=(Present("Inès Courtois", " (Mairie)"), Present("Karim Oualid")),
    news=(Item("Gil Le Du : rien de neuf"),),
    aims=(Item("Faire le point"),),
    weathers=(Under(("Le verger",), "Météo du projet", "- Météo du projet : soleil."),),
    circles=(Under(("Cercle",), "Cercle, 25", "Cercle, 25 minutes"),),
    decisions=(Item("On garde le samedi", " (à revoir)"),),
    actions=(Item("Réserver le minibus", " (Inès Courtois)"), Item("Écrire à la mairie")),
    needs=(Item("Une salle"),),
    next_one=("Mardi 27 octobre 2026, 14 h",),
)
LINES = st.sampled_from(
    ["", "## Participants", "## Décisions", "## À faire", "### Le verger", "## Cercle", "- Réserver le minibus",
     "- [ ] Écrire à la mairie.", "Inès parle.", "- Inès", "# Titre", "> cité", "```", "## Après la réunion", "texte"]
)  # fmt: skip


held = once_per_module(lambda: a_meeting_held(space := a_space(public=True), by=a_member(space, "Inès Courtois")))


@pytest.fixture
def meeting(db, held):
    return Meeting.objects.get(pk=held.pk)


@pytest.fixture
def space(meeting):
    return meeting.space


@pytest.fixture
def ines(space):
    return space.persons.select_related("space").get(name="Inès Courtois")


def give(meeting, ines, *, readers="soon", at=NOW):
    return minutes_publication.publish_minutes(meeting, by=ines, at=at, origin=ORIGIN, readers=readers)


def page_of(meeting):
    rows = Meeting.objects.select_related("minutes__note", "minutes__audience", "minutes__space")
    return rows.get(pk=meeting.pk).minutes


@given(st.lists(LINES, max_size=14))
@example(["## Décisions", "```", "## Participants", "- Réserver le minibus", "- Réserver le minibus", "- Inès"])
def test_completing_twice_changes_nothing_and_keeps_every_line_that_was_typed(lines):
    text = "\n".join(lines)

    once = completed(text, TOLD)

    assert completed(once, TOLD) == once
    left = once.split("\n")
    for line in filter(str.strip, lines):
        left.remove(next(one for one in left if one.startswith(line.rstrip(" ."))))


def test_what_is_composed_reads_back_as_it_took_place(meeting, ines):
    page = compose(meeting, by=ines)
    found = read_minutes(f"# {page.title}\n\n{page.note.body_md}")

    assert (found.date, [one.name for one in found.participants]) == (NOW.date(), ["Inès Courtois"])
    assert found.participants[0].organisation == "Mairie de Brennes"
    assert [one.text for one in found.questions] == ["Comment se déplacer ?"]
    assert [one.text for one in found.reformulations] == ["Comment aller chez le médecin sans voiture ?"]
    assert [one.text for one in found.objectives] == ["Savoir où en est chaque question"]
    assert [one.text.partition(" (")[0] for one in found.decisions] == ["On garde le samedi."]
    assert [(one.text, one.owners, one.due) for one in found.tasks] == [
        ("Réserver le minibus", ("Inès Courtois",), "2026-10-20")
    ]
    assert [one.when for one in found.next_meetings] == ["2026-10-27T14:00"]
    assert "Le dernier kilomètre" in [who for one in found.updates for who in one.who]


def test_what_was_said_on_another_day_than_was_planned_is_told_too(meeting, ines):
    Meeting.objects.filter(pk=meeting.pk).update(on=NOW.date() - datetime.timedelta(1))
    meeting.refresh_from_db()

    text = compose(meeting, by=ines).note.body_md

    assert "Le minibus est promis" in text


def test_who_was_absent_is_not_named_and_who_sent_word_is(meeting, ines):
    text = compose(meeting, by=ines).note.body_md

    assert ("Bernadette" in text, "Karim Oualid : rien de neuf, tout va bien." in text) == (False, True)


def test_composing_twice_changes_nothing(meeting, ines):
    first = compose(meeting, by=ines).note

    again = compose(meeting, by=ines).note

    assert (again.revision, again.body_md) == (first.revision, first.body_md)


def test_a_mood_a_number_a_name_and_a_cut_link_deserve_a_second_look(space, ines):
    a_person(space, "Charlotte Morin")
    text = (
        "## Tour de météo\n\nInès\n\n- Très motivée. Charlotte Morin aide : 06 12 34 56 78, c.morin@exemple.example\n"
        "- Le guide : https://exemple.example/fiche-\n\n## Participants\n\n- Inès Courtois\n"
    )

    found = second_look.looks_at(text, space, page=None)

    assert [(one.kind, one.words) for one in found] == [
        (second_look.PERSON, "Charlotte Morin"),
        (second_look.MOOD, "Très motivée."),
        (second_look.NUMBER, "06 12 34 56 78"),
        (second_look.MAIL, "c.morin@exemple.example"),
        (second_look.LINK, "https://exemple.example/fiche-"),
    ]


def test_words_taken_out_come_back_and_words_kept_are_not_asked_about_again(meeting, ines):
    said = (second_look.NUMBER, "06 12 34 56 78")
    page = compose(meeting, by=ines)
    page_text.save_page_text(page, page.note.body_md + f"\nAppeler le {said[1]}.\n", base=page.note.revision, by=ines)

    second_look.withdraw_words(meeting, *said, by=ines, at=NOW)
    second_look.withdraw_words(meeting, *said, by=ines, at=NOW)
    taken_out = page_of(meeting).note.body_md
    second_look.undo_second_look(meeting, page.asked.get(kind=said[0]).pk, by=ines)
    second_look.keep_words(meeting, *said, by=ines, at=NOW)

    assert said[1] not in taken_out
    assert "Appeler le 06 12 34 56 78." in page_of(meeting).note.body_md
    looks = second_look.looks_at(page_of(meeting).note.body_md, meeting.space, page=page_of(meeting))
    assert [one.kind for one in looks if one.answered is None] == [second_look.PERSON]


def test_a_name_and_words_taken_out_do_not_come_back_when_minutes_are_composed_again(meeting, ines, space):
    meeting.attendances.create(person=a_person(space, "Charlotte Morin"), presence="present")
    a_decision(space, "Charlotte Morin appelle le 06 12 34 56 78.", meeting=meeting)
    compose(meeting, by=ines)

    for said in ((second_look.PERSON, "Charlotte Morin"), (second_look.NUMBER, "06 12 34 56 78")):
        second_look.withdraw_words(meeting, *said, by=ines, at=NOW)

    text = compose(meeting, by=ines).note.body_md
    assert ("Charlotte" in text, "06 12" in text) == (False, False)
    assert text.lower().count("une personne appelle le …") == 1


@pytest.mark.parametrize(
    ("given_at", "public"),
    [
        ("2026-10-13T16:02", "2026-10-15T16:02"),  # Tuesday → Thursday
        ("2026-10-15T10:00", "2026-10-19T10:00"),  # Thursday → Monday
        ("2026-10-16T16:00", "2026-10-20T16:00"),  # Friday → Tuesday
        ("2026-10-16T22:00", "2026-10-21T08:00"),  # Friday night counts from Monday morning
        ("2026-10-17T11:00", "2026-10-21T08:00"),
    ],
)
def test_two_working_days_pass_before_everybody_reads(given_at, public):
    assert public_at(datetime.datetime.fromisoformat(given_at)) == datetime.datetime.fromisoformat(public)


def test_who_took_part_receives_the_whole_text_and_the_next_date(meeting, ines):
    give(meeting, ines)

    letter = Letter.objects.get()
    assert (letter.to.name, letter.calendar_method) == ("Karim Oualid", "PUBLISH")
    assert mail_text(page_of(meeting).note.body_md.strip()) in letter.body
    assert "BEGIN:VEVENT" in letter.calendar


def test_places_where_nobody_wrote_are_gone_once_given_and_the_rest_stays(meeting, ines):
    before = compose(meeting, by=ines).note.body_md

    give(meeting, ines)

    after = page_of(meeting).note.body_md
    empty = "## Deux sujets choisis dans les besoins"
    assert (empty in before, empty in after) == (True, False)
    gone = [line for line in before.split("\n") if line and line not in after.split("\n")]
    assert [line for line in gone if not line.startswith("#")] == []


def test_given_twice_it_is_given_once_and_a_mended_text_is_a_new_version(meeting, ines):
    give(meeting, ines)
    give(meeting, ines)
    first = Edition.objects.get()
    page = page_of(meeting)
    page_text.save_page_text(page, page.note.body_md + "\nUn mot de plus.\n", base=page.note.revision, by=ines)

    give(meeting, ines)

    assert [one.number for one in Edition.objects.order_by("number")] == [1, 2]
    assert "Un mot de plus." not in Edition.objects.get(pk=first.pk).revision.body_md
    assert [entry.verb for entry in Entry.objects.filter(verb__startswith="minutes.")] == ["minutes.given"] * 2


def test_everybody_reads_once_the_time_has_passed_and_not_before(meeting, ines):
    give(meeting, ines)
    hours = [datetime.timedelta(hours=one) for one in (47, 49, 50)]

    read_by_all = []
    for one in hours:
        minutes_publication.open_what_is_due(NOW + one)
        read_by_all.append(Client().get(page_of(meeting).get_absolute_url()).status_code)

    assert read_by_all == [404, 200, 200]
    assert Entry.objects.filter(verb="minutes.opened").count() == 1


def test_whoever_is_named_keeps_it_among_us_and_no_passer_by_reads_a_word(meeting, ines, space):
    give(meeting, ines)
    karim = space.persons.get(name="Karim Oualid")

    minutes_publication.keep_among_us(meeting, by=karim, at=NOW)
    minutes_publication.open_what_is_due(NOW + datetime.timedelta(days=30))

    doors = ["wiki:feed", "wiki:pages", "home:space", "meetings:meetings"]
    addresses = [reverse(name, args=[space.slug]) for name in doors] + [page_of(meeting).get_absolute_url()]
    search = Client().get(reverse("search:results", args=[space.slug]), {"q": "porte pas seul"})
    told = [Client().get(one).content.decode() for one in addresses] + [search.content.decode()]
    assert not any("porte pas seul" in one.replace("q=porte", "") for one in told[:-1])
    assert page_of(meeting).slug not in told[-1]
    assert Client().get(page_of(meeting).get_absolute_url()).status_code == 404


def test_what_is_public_is_kept_among_us_when_somebody_asks_later(meeting, ines):
    give(meeting, ines, readers="now")
    before = Client().get(page_of(meeting).get_absolute_url()).status_code

    minutes_publication.keep_among_us(meeting, by=ines, at=NOW)

    assert (before, Client().get(page_of(meeting).get_absolute_url()).status_code) == (200, 404)


def test_a_space_that_is_not_public_has_no_clock(db):
    space = a_space()
    ines = a_member(space, "Inès Courtois")
    meeting = a_meeting_held(space, by=ines)

    give(meeting, ines)

    assert Publication.objects.get().due_at is None
    with pytest.raises(Refusal):
        minutes_publication.open_to_all(meeting, by=ines, at=NOW)


def test_who_may_not_write_them_neither_gives_opens_nor_takes_out(meeting, ines, space):
    give(meeting, ines)
    guest = a_person(space, "Gil Le Du")

    for act in (
        lambda: give(meeting, guest),
        lambda: minutes_publication.open_to_all(meeting, by=guest, at=NOW),
        lambda: minutes_publication.keep_among_us(meeting, by=guest, at=NOW),
        lambda: second_look.keep_words(meeting, second_look.PERSON, "Karim Oualid", by=guest, at=NOW),
        lambda: addendum.add_to_minutes(meeting, "Bonjour", by=guest, at=NOW),
    ):
        with pytest.raises(Refusal):
            act()

    assert Publication.objects.get().kept_at is None


def test_what_came_after_is_dated_signed_told_and_read_as_an_addendum(meeting, ines):
    give(meeting, ines)

    for _once_more in range(2):
        addendum.add_to_minutes(meeting, "## Titre\n\nFusion avec le groupe de Karim.", by=ines, at=NOW)

    text = page_of(meeting).note.body_md
    assert text.count("Mardi 13 octobre 2026, Inès Courtois :\n\nTitre\n\nFusion avec") == 1
    assert [one.text for one in read_minutes(text).addenda] == ["Après la réunion"]
    assert Entry.objects.filter(verb="minutes.added_to").count() == 1


def test_the_screen_shows_the_text_without_writing_and_gives_it(client, meeting, ines, space):
    visitor = entered(client, ines)
    address = reverse("meetings:minutes_to_read", args=[space.slug, meeting.pk])
    revision = page_of(meeting).note.revision

    shown = visitor.get(address).content.decode()
    after_looking = page_of(meeting).note.revision
    visitor.post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": "soon"})

    assert ("On garde le samedi" in shown, after_looking) == (True, revision)
    given_now = visitor.get(address).content.decode()
    assert ("Public " in given_now, "Gardons-le entre nous" in given_now, "Après la réunion" in given_now) == (
        True,
        True,
        True,
    )


def test_a_version_shows_what_changed_since(client, meeting, ines, space):
    give(meeting, ines)
    page = page_of(meeting)
    page_text.save_page_text(page, page.note.body_md + "\nUn mot de plus.\n", base=page.note.revision, by=ines)
    address = reverse("meetings:edition", args=[space.slug, meeting.pk, 1])

    assert Client().get(address).status_code == 403
    assert "Un mot de plus." in entered(client, ines).get(address).content.decode()


def test_imported_minutes_say_what_they_say(space, ines):
    reading = import_minutes(
        space, "# Réunion\n\nPrésents : Inès, Karim\n\nÀ faire :\n- Appeler la mairie", by=ines, on=NOW.date()
    )
    meeting, text = reading.meeting, reading.page.note.body_md

    page = compose(meeting, by=ines)

    assert page.note.body_md == text


def test_what_somebody_types_while_minutes_are_given_is_kept_for_the_next_version(meeting, ines, monkeypatch):
    write_letters = minutes_publication.write_to_participants

    def somebody_types(*args, **facts):
        page = page_of(meeting)
        page_text.save_page_text(page, page.note.body_md + "\nTrop tard.\n", base=page.note.revision, by=ines)
        return write_letters(*args, **facts)

    monkeypatch.setattr(minutes_publication, "write_to_participants", somebody_types)

    give(meeting, ines)

    assert "Trop tard." not in Edition.objects.get().revision.body_md
    assert "Trop tard." in page_of(meeting).note.body_md


def test_killed_while_letters_are_written_nothing_was_given_and_giving_again_gives_it_once(meeting, ines, monkeypatch):
    def killed(*args, **facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as while_it_dies:
        while_it_dies.setattr(minutes_publication, "write_to_participants", killed)
        with pytest.raises(KeyboardInterrupt):
            give(meeting, ines)
    left = (Edition.objects.count(), Letter.objects.count())
    give(meeting, ines)

    assert (left, Edition.objects.count(), Letter.objects.count()) == ((0, 0), 1, 1)


def test_giving_and_keeping_ask_for_the_space_first(meeting, ines):
    give(meeting, ines)

    acts = [
        lambda: minutes_publication.open_to_all(meeting, by=ines, at=NOW),
        lambda: minutes_publication.keep_among_us(meeting, by=ines, at=NOW),
    ]

    assert [first_table_asked_for(act) for act in acts] == ["spaces_space"] * 2


def test_she_who_is_named_mends_what_is_said_of_her_and_keeps_it_among_us_by_her_link(client, meeting, ines, space):
    give(meeting, ines)
    link = link_to(meeting, person=Letter.objects.get().link.person, by=None, at=NOW)  # as Palabre mails it
    client.get(link_path(link))

    said = client.get(f"/opened/{link.pk}/said/").content.decode()
    assert "Gardons-le entre nous" in client.get(f"/opened/{link.pk}/").content.decode()
    assert "rien de neuf, tout va bien" in said.replace("\u202f", " ")
    assert client.post(f"/opened/{link.pk}/among-us/").status_code == 302
    assert Publication.objects.get().kept_at is not None
