"""What is said of somebody: read, found right, mended, taken away; and undone."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Membership, ProgressEntry, RoleCall
from palabre.home.notices import who_brought_it
from palabre.home.statements import statement_corrections
from palabre.home.statements.statements import said_of
from palabre.journal.models import Entry
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.notes.note_save import Conflict
from palabre.people.access import links
from palabre.people.erasures.refused_names import NameRefused
from palabre.people.models import Person
from palabre.people.own_name import respell
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.lines import passages
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_page, a_person, a_space, an_action, readers_of
from tests.erasing import erase

pytestmark = pytest.mark.django_db

MINUTES = """# Première réunion

Mardi 13 octobre 2026

### Participants

- **Inès Carvalho**, Mairie de Brennes, *Comment partager les jardins ?*
- **Malo Riou**, *Comment aller au bourg sans voiture ?*

### Nouvelles

- Inès est très motivée.
- Inès et Malo cherchent une salle.
- La mairie répondra.
"""


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def scribe(space):
    return a_member(space, "Odile Tanneguy")


@pytest.fixture
def page(space, scribe):
    return import_minutes(space, MINUTES, by=scribe, on=datetime.date(2026, 10, 13)).page


@pytest.fixture
def ines(page, space):
    return space.persons.get(name="Inès Carvalho")


def now():
    return timezone.now()


def lines(person):
    return {one.line: one for one in said_of(person).sentences}


def text():
    return Page.objects.get().note.body_md


def verbs():
    return list(Entry.objects.filter(verb__startswith="said.").order_by("pk").values_list("verb", flat=True))


def test_she_reads_each_line_that_names_her_though_only_its_scribe_reads_the_page(ines):
    said = lines(ines)

    assert {line: one.words for line, one in said.items()} == {
        7: "**Inès Carvalho**, Mairie de Brennes, *Comment partager les jardins ?*",
        12: "Inès est très motivée.",
        13: "Inès et Malo cherchent une salle.",
    }
    assert [said[line].under for line in said] == ["Participants", "Nouvelles", "Nouvelles"]
    assert [said[line].names_others for line in said] == [False, False, True]


def test_pages_of_others_that_she_may_not_read_tell_her_nothing(space, scribe):
    ines = a_person(space, "Inès Carvalho")
    a_page(space, "Privé", "Inès Carvalho est là.", audience=readers_of(space))

    assert len(said_of(ines)) == 0


def test_a_member_reads_what_the_pages_of_the_space_say_of_her(space):
    ines = a_member(space, "Inès Carvalho")
    a_page(space, "Ouvert", "Inès Carvalho est là.", audience=readers_of(space))

    assert [one.words for one in said_of(ines).sentences] == ["Inès Carvalho est là."]


def test_another_space_says_nothing_of_her(ines):
    a_page(a_space("Ailleurs", public=True), "Ouvert", "Inès Carvalho est là.")

    assert sorted(lines(ines)) == [7, 12, 13]


def test_she_mends_one_line_and_the_scribe_hears_of_it(page, ines, scribe):
    statement_corrections.correct(page, 12, " Inès est  là. ", base=1, by=ines, at=now())

    assert text() == MINUTES.replace("très motivée", "là").replace("Inès est  là", "Inès est là")
    assert verbs() == ["said.corrected"]
    assert list(who_brought_it(Entry.objects.latest("pk"))) == [scribe]
    assert Person.objects.get(pk=ines.pk).has_come


def test_she_takes_a_line_away(page, ines, scribe):
    statement_corrections.refuse(page, 12, base=1, by=ines, at=now())

    assert text() == MINUTES.replace("- Inès est très motivée.\n", "")
    assert verbs() == ["said.refused"]
    assert list(who_brought_it(Entry.objects.latest("pk"))) == [scribe]


def test_a_line_that_names_others_is_not_taken_away(page, ines):
    with pytest.raises(Refusal):
        statement_corrections.refuse(page, 13, base=1, by=ines, at=now())

    assert text() == MINUTES


def test_she_finds_a_line_right_until_it_reads_otherwise(page, ines, scribe):
    for _twice in range(2):
        statement_corrections.confirm(page, 12, base=1, by=ines, at=now())
    before = lines(ines)[12].is_confirmed

    page_text.save_page_text(page, MINUTES.replace("très motivée", "lasse"), base=1, by=scribe)

    assert (verbs(), before, lines(ines)[12].is_confirmed) == (["said.confirmed"], True, False)
    assert "motivée" not in str(Entry.objects.filter(verb="said.confirmed").get().facts)


@pytest.mark.parametrize("line", [8, 14, 1, 99])
def test_a_line_that_does_not_name_her_is_not_hers_to_mend(page, ines, line):
    for act in (statement_corrections.refuse, statement_corrections.confirm):
        with pytest.raises(Refusal):
            act(page, line, base=1, by=ines, at=now())
    with pytest.raises(Refusal):
        statement_corrections.correct(page, line, "x", base=1, by=ines, at=now())

    assert text() == MINUTES


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4001])
def test_a_line_is_neither_emptied_nor_made_endless(page, ines, words):
    with pytest.raises(Refusal):
        statement_corrections.correct(page, 12, words, base=1, by=ines, at=now())


def test_what_she_types_is_one_line(page, ines):
    statement_corrections.correct(page, 12, "Inès est là.\n\n# Titre", base=1, by=ines, at=now())

    assert len(text().split("\n")) == len(MINUTES.split("\n"))


def test_her_change_is_undone_as_long_as_nobody_wrote_since(page, ines, scribe):
    statement_corrections.correct(page, 12, "Inès est là.", base=1, by=ines, at=now())
    for _twice in range(2):
        statement_corrections.undo_correction(page, 2, by=ines)
    undone = text()
    page_text.save_page_text(Page.objects.get(), MINUTES + "Fin.", base=3, by=scribe)

    assert undone == MINUTES
    with pytest.raises(Refusal):
        statement_corrections.undo_correction(page, 2, by=ines)


def test_the_change_of_somebody_else_is_not_hers_to_undo(page, ines, scribe):
    page_text.save_page_text(page, MINUTES + "Fin.", base=1, by=scribe)

    with pytest.raises(Refusal):
        statement_corrections.undo_correction(page, 2, by=ines)


def test_two_who_write_in_one_line_meet_in_a_conflict(page, ines, scribe):
    page_text.save_page_text(page, MINUTES.replace("très motivée", "lasse"), base=1, by=scribe)

    with pytest.raises(Conflict):
        statement_corrections.correct(page, 12, "Inès est là.", base=1, by=ines, at=now())


def test_what_is_said_of_her_role_is_hers_too(ines, space):
    role = a_group(space).welcome(ines, role="convener", words="très motivée")

    statement_corrections.confirm_role(role, by=ines, at=now())
    confirmed = [one.is_confirmed for one in said_of(ines).roles]
    for _twice in range(2):
        statement_corrections.correct_role(role, "là quand il le faut", by=ines, at=now())
    mended = Membership.objects.get(pk=role.pk).words
    statement_corrections.refuse_role(role, by=ines, at=now())

    assert (confirmed, mended, said_of(ines).roles) == ([True], "là quand il le faut", [])
    assert verbs() == ["said.confirmed", "said.corrected", "said.refused"]


def test_no_name_that_was_taken_away_comes_back_by_a_role(ines, space):
    role = a_group(space).welcome(ines, role="convener", words="très motivée")
    erase(a_person(space, "Maël Guivarch"), at=now())

    with pytest.raises(NameRefused):
        statement_corrections.correct_role(role, "avec Maël Guivarch", by=ines, at=now())


def test_the_role_of_somebody_else_is_not_hers(ines, space):
    role = a_group(space).welcome(a_person(space, "Malo Riou"), role="convener", words="très motivé")

    statement_corrections.refuse_role(role, by=ines, at=now())

    assert Membership.objects.get(pk=role.pk).words == "très motivé"


def test_under_a_new_spelling_what_was_said_under_the_former_is_still_hers(ines):
    respell(ines, "Inês de Carvalho", by=ines)

    assert sorted(lines(ines)) == [7, 12, 13]


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_however_long(space, count, django_assert_num_queries):
    ines = a_member(space, "Inès Carvalho")
    for number in range(count):
        a_page(space, f"Page {number}", "Inès Carvalho est là.")

    with django_assert_num_queries(12):
        assert len(said_of(ines)) == count


# The screen, by her link


@pytest.fixture
def screen(client, page, ines):
    group = Membership.objects.filter(person=ines).first().group
    link = links.link_to(group, person=ines, by=None, at=now())
    client.get(links.link_path(link))
    return f"/opened/{link.pk}/said/"


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def send(client, screen, gesture, typed="", *, line=12, revision=1, **options):
    number = f"{Page.objects.get().pk}-{revision}-{line}"
    return client.post(screen, {"gesture": gesture, "sentence": number, "words": typed}, **options)


def test_the_screen_saves_and_offers_to_undo(client, screen):
    after = send(client, screen, "correct", "Inès est là.", follow=True)
    undone = client.post(screen, {"gesture": "undo", "sentence": f"{Page.objects.get().pk}-2-0"}, follow=True)

    assert "C’est enregistré. La personne qui a donné le compte rendu en est informée." in words(after)
    assert "Votre changement est annulé." in words(undone)
    assert text() == MINUTES


def test_a_removed_sentence_is_told_as_such(client, screen):
    after = send(client, screen, "refuse", follow=True)

    assert "La phrase est retirée. La personne qui a donné le compte rendu en est informée." in words(after)


def test_the_same_form_sent_twice_is_harmless(client, screen):
    for gesture in ("correct", "correct"):
        assert send(client, screen, gesture, "Inès est là.").status_code == 302
    for _twice in range(2):
        assert send(client, screen, "refuse", revision=2).status_code == 302

    assert verbs() == ["said.corrected", "said.refused"]


def test_in_a_conflict_both_texts_are_shown_and_what_she_typed_is_kept(client, screen, page, scribe):
    page_text.save_page_text(page, MINUTES.replace("très motivée", "lasse"), base=1, by=scribe)

    answer = send(client, screen, "correct", "Inès est là.")

    assert answer.status_code == 409
    assert "La phrase est maintenant : <q>Inès est lasse.</q>" in words(answer)
    assert "> Inès est là.</textarea>" in words(answer)
    assert f'value="{page.pk}-2-12"' in words(answer)


def test_a_sentence_found_right_says_so(client, screen):
    assert "vous l’avez dite juste" in words(send(client, screen, "confirm", follow=True))


@pytest.mark.parametrize("sentence", ["", "x", "role-999", "999-1-1", "1-1-99999999999", "1-999999999-1"])
@pytest.mark.parametrize("gesture", ["correct", "refuse", "confirm", "undo", "dance"])
def test_what_is_no_sentence_of_hers_is_refused_and_what_she_typed_shown(client, screen, sentence, gesture):
    answer = client.post(screen, {"gesture": gesture, "sentence": sentence, "words": "mes mots"})

    assert answer.status_code == 409
    assert "mes mots" in words(answer)
    assert text() == MINUTES


# What was read in the line


@pytest.fixture
def news(page, space):
    """News of a group, made of two lines, and a call made of one."""
    told = {"space": space, "audience": page.audience, "group": a_group(space)}
    entry = ProgressEntry.objects.create(
        text="- Inès est très motivée.\n- Une salle manque.", body_html="<p>x</p>", **told
    )
    call = RoleCall.objects.create(words="Inès est très motivée.", **told)
    passages.tie(page, entry, (12, 13), "- Inès est très motivée.")
    passages.tie(page, call, (12, 12), "Inès est très motivée.")
    return entry, call


def now_said(news):
    for one in news:
        one.refresh_from_db()
    return news[0].text, news[1].words


def test_what_was_read_in_a_line_says_her_words(page, ines, news):
    statement_corrections.correct(page, 12, "Inès est là.", base=1, by=ines, at=now())

    assert now_said(news) == ("- Inès est là.\n- Une salle manque.", "Inès est là.")
    assert "Inès est là" in news[0].body_html


def test_what_was_read_in_a_line_that_she_takes_away_says_it_no_longer(page, ines, news):
    statement_corrections.refuse(page, 12, base=1, by=ines, at=now())

    assert now_said(news) == ("- Une salle manque.", "Une personne est très motivée.")


def test_what_was_read_elsewhere_stays(page, ines, space):
    action = an_action(space, "Inès est très motivée.")

    statement_corrections.correct(page, 12, "Inès est là.", base=1, by=ines, at=now())

    action.refresh_from_db()
    assert action.text == "Inès est très motivée."
