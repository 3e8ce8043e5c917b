"""« Retirer mon nom »: nothing is left of a name that occurs nowhere else, and nothing else is lost."""

import datetime

import pytest
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.groups.corrections.corrections import correct
from palabre.groups.models import Action, Group, Membership, Pledge, RoleCall
from palabre.groups.roles.role_calls import call, withdraw_role_call
from palabre.journal.models import Entry, record
from palabre.meetings.models import Attendance, Meeting
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import given
from palabre.minutes.undo.import_undo import undo_import
from palabre.notes.models import Note
from palabre.people import hooks
from palabre.people.access import links
from palabre.people.duplicates import person_merge
from palabre.people.erasures import name_cleaner, name_erasure, text_batches
from palabre.people.models import Affiliation, Audience, Link, Person, Seat
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_page, a_person, a_space, an_action, an_organisation
from tests.erasing import erase
from tests.made_once import once_per_module
from tests.traces import traces_of

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)
NAME = "Zéphyrine Quillévéré"
MINUTES = """# Réunion des porteurs, mardi 2 avril 2024

Présents : Zéphyrine Quillévéré (Mairie de Brennes), Malo Tual (Les Glycines), Z. Quillévéré

## Groupe « Le potager de Zéphyrine »

Question : Comment partager le jardin de Zéphyrine Quillévéré ?
Porteuse : Zéphyrine Quillévéré

- [ ] Zéphyrine appelle la mairie avant le 9 avril
- [ ] Malo prête des bêches

Besoin : deux personnes pour aider Mme Quillévéré (z.quillevere@brennes.example)
Prochaine réunion : mardi 16 avril 2024 à 14 h chez Zéphyrine
"""


def imported():
    by = a_member(a_space(), "Malo Tual")
    return import_minutes(by.space, MINUTES, by=by, on=NOW.date())


minutes = once_per_module(imported)


@pytest.fixture
def reading(db, minutes):
    return Import.objects.select_related("space", "by__space").get(pk=minutes.pk)


@pytest.fixture
def space(reading):
    return reading.space


@pytest.fixture
def by(reading):
    return reading.by


@pytest.fixture
def her(space):
    return space.persons.get(name=NAME)


def test_minutes_that_named_her_everywhere_name_her_nowhere(her):
    erase(her, at=NOW)

    assert traces_of(NAME) == []


def test_the_text_stays_readable_line_by_line(her, reading):
    erase(her, at=NOW)

    text = Import.objects.get().text
    assert text.count("\n") == MINUTES.count("\n")
    assert "Présents : une personne (Mairie de Brennes), Malo Tual (Les Glycines)" in text
    assert "## Groupe « Le potager d’une personne »" in text
    assert "- [ ] Une personne appelle la mairie" in text


def test_what_a_page_shows_and_was_is_clean(space, by, her):
    page = page_text.begin_page(
        space, "Le verger de Zéphyrine", "Un mot de Zéphyrine.", audience=her_readers(space), by=by
    )
    page_text.save_page_text(page, "Deux mots.", base=1, by=by, words="sans Zéphyrine")

    erase(her, at=NOW)

    page = Page.objects.get(pk=page.pk)
    assert (page.title, page.slug) == ("Le verger d’une personne", "le-verger-une-personne")
    assert [(old.body_md, old.words) for old in page.note.revisions.order_by("number")] == [
        ("Un mot d’une personne.", ""),
        ("Deux mots.", "sans une personne"),
    ]
    assert "une personne" in Note.objects.exclude(pk=page.note.pk).get().body_html


def her_readers(space):
    return Audience.of_space(space)


def test_she_is_in_no_list_and_nobody_is_her(space, her):
    group = a_group(space, convened_by=(her,))
    Pledge.objects.create(space=space, audience=group.audience, group=group, person=her, words="un mot", at=NOW)
    taken = an_action(space, owner=her)
    link = links.link_to(group, person=her, by=None, at=timezone.now())

    erase(her, at=NOW)

    kinds = (Membership, Pledge, Attendance, Affiliation, Seat, Link)
    assert [kind for kind in kinds if kind.objects.filter(person=her).exists()] == []
    assert not Link.objects.filter(pk=link.pk).exists()
    assert Action.objects.get(pk=taken.pk).is_to_take


def test_she_stays_as_a_stub(her):
    her.may_be_reached_at("z@brennes.example", by=None)

    erase(her, at=NOW)

    stub = Person.objects.get(pk=her.pk)
    assert (stub.name, stub.first_name, stub.email, stub.erased_at) == ("Une personne", "Une personne", "", NOW)
    assert (stub.is_member, stub.account, stub.news) == (False, None, "none")


def test_doing_it_twice_changes_nothing_more(her):
    erase(her, at=NOW)
    entries = Entry.objects.count()

    erase(her, at=NOW + datetime.timedelta(days=1))

    assert (Person.objects.get(pk=her.pk).erased_at, Entry.objects.count()) == (NOW, entries)


def test_the_same_minutes_again_do_not_bring_the_name_back(space, by, her, reading):
    erase(her, at=NOW)

    again = import_minutes(space, MINUTES, by=by, on=NOW.date())

    assert again == reading
    assert traces_of(NAME) == []


def test_corrected_minutes_bring_their_difference_and_not_the_name(space, by, her):
    erase(her, at=NOW)
    before = {model: model.objects.count() for model in (Person, Group, Action, Meeting)}

    given(space, f"{MINUTES}\n- [ ] Malo apporte le café\n", by=by, on=NOW.date())

    assert {model: model.objects.count() for model in before} == before | {Action: before[Action] + 1}
    assert traces_of(NAME) == []


def test_the_import_can_still_be_undone(by, her, reading):
    erase(her, at=NOW)

    undo_import(Import.objects.get(), by=by)

    assert not Group.objects.exists()
    assert traces_of(NAME) == []


def reworded(opened, who):
    correct(opened, by=who, words="Il nous faut quelqu’un qui sache tailler.")


def withdrawn(opened, who):
    withdraw_role_call(opened, by=who, at=NOW)


def test_nor_does_it_take_away_a_call_of_somebody_else_who_took_her_name_away(space, by):
    odile = a_member(space, "Odile Morvan")
    call(Group.objects.get(), "Il nous faut des bras.", by=odile, at=NOW)
    erase(odile, at=NOW)

    with pytest.raises(Refusal):
        undo_import(Import.objects.get(), by=by)
    assert RoleCall.objects.filter(words="Il nous faut des bras.").exists()


@pytest.mark.parametrize("act", [reworded, withdrawn])
def test_nor_a_call_that_opened_by_itself_and_that_somebody_else_changed_since(space, by, her, act):
    erase(her, at=NOW)
    act(RoleCall.objects.get(by=None), a_member(space, "Odile Morvan"))

    with pytest.raises(Refusal):
        undo_import(Import.objects.get(), by=by)
    assert RoleCall.objects.exists()


def test_another_space_keeps_what_it_says(her):
    other = a_page(a_space("Ailleurs"), NAME, f"Un mot de {NAME}.")

    erase(her, at=NOW)

    assert Page.objects.get(pk=other.pk).title == NAME


def test_letters_to_her_go_and_letters_about_her_say_a_person(space, by, her):
    said = {"space": space, "about": "named", "subject": "Un mot", "body": f"Bonjour, {NAME} note."}
    hers = Letter.objects.create(to=her, message_id="<1>", **said)
    other = Letter.objects.create(to=by, message_id="<2>", **said)

    erase(her, at=NOW)

    assert not Letter.objects.filter(pk=hers.pk).exists()
    assert Letter.objects.get(pk=other.pk).body == "Bonjour, une personne note."


def test_the_journal_says_that_a_name_went_and_not_which(space, by, her):
    record("page.begun", a_page(space), by=her, words=[NAME])

    erase(her, at=NOW)

    last = Entry.objects.latest("pk")
    assert (last.verb, last.by, last.facts) == ("name.removed", None, {})
    assert Entry.objects.get(verb="page.begun", by=her).facts == {"words": ["Une personne"]}


def test_an_account_that_no_other_space_knows_goes_with_its_address(space, her):
    her.sign_in_as(Account.objects.open("zephyrine@brennes.example"))

    erase(her, at=NOW)

    assert not Account.objects.exists()


def test_an_account_that_another_space_knows_stays(her):
    account = Account.objects.open("zephyrine@brennes.example")
    her.sign_in_as(account)
    Person.objects.create(space=a_space("Ailleurs"), name="Zéphyrine", account=account)

    erase(her, at=NOW)

    assert Account.objects.get() == account


def test_a_double_who_came_by_herself_keeps_her_name(space):
    hers, his = a_member(space, "Inès Courtois"), a_member(space, "Hugo Ferreira")
    person_merge.merge_pair(hers, his, by=his, at=NOW)

    erase(his, at=NOW)

    assert [Person.objects.get(pk=one.pk).erased_at for one in (hers, his)] == [None, NOW]


def test_doubles_that_were_found_to_be_her_go_with_her(space, her):
    double = Person.objects.create(space=space, name="Phyrine", same_as=her)
    page = a_page(space, "Un mot", "Un mot de Phyrine.")

    erase(double, at=NOW)

    assert Note.objects.get(pk=page.note.pk).body_md == "Un mot d’une personne."
    assert set(space.persons.filter(erased_at=NOW)) >= {her, double}


def test_a_guest_cannot_take_the_words_of_others_away(space, by):
    page = a_page(space, "Le jardin", "Le jardin d’Orme et Malo Tual, avec Rose Orme.")
    guests = [
        Person.objects.create(space=space, name=name, form_token=name, came_at=NOW, is_self_named=True)
        for name in ("Orme", "Malo Tual")
    ]

    for guest in guests:
        erase(guest, at=NOW)

    assert Note.objects.get(pk=page.note.pk).body_md == "Le jardin d’Orme et Malo Tual, avec Rose Orme."


def test_a_full_name_that_another_bears_stays_and_she_is_told(space, her):
    a_member(space, NAME)

    goes = name_erasure.what_goes(her)
    erase(her, at=NOW)

    assert (goes.at_once | goes.later, goes.has_a_namesake) == (set(), True)
    assert NAME in Import.objects.get().text


def test_she_is_told_what_goes(space, by, her):
    page = page_text.begin_page(space, "Le verger", "Un mot de Zéphyrine.", audience=her_readers(space), by=by)
    page_text.save_page_text(page, "Deux mots de Zéphyrine.", base=1, by=by)
    a_group(space, convened_by=(her,))
    before = name_erasure.what_goes(her)

    erase(her, at=NOW)

    after = name_erasure.what_goes(Person.objects.get(pk=her.pk))
    assert (before.roles, before.has_a_namesake) == (4, False)
    assert before.later == {("notes.note", page.note_id)}
    assert len(before.at_once) >= 4
    assert (after.at_once, after.later, after.roles) == (set(), set(), 0)


def test_an_organisation_that_bears_her_name_bears_it_no_longer():
    other = "Bérangère Tréhondat"
    her = a_person(a_space(), other)
    an_organisation(her.space, f"Atelier {other}")

    erase(her, at=NOW)

    assert traces_of(other) == []


def test_rows_are_read_together_and_none_that_says_the_name_is_passed_over(db, monkeypatch):
    monkeypatch.setattr(text_batches, "AT_ONCE", 2)
    space = a_space()
    zephyrine, thing = a_person(space, NAME), an_action(space, "Scier")
    for words in ("", "Rien", "ZE\u0301PHYRINE Quillévéré", "z.quillevere@val.example", "Zéphy\u00adrine", "Zoé"):
        record("action.taken", thing, by=None, parts=[{"said": words}] if words else [])
    record("action.taken", thing, by=None)
    cleaner = name_cleaner.Cleaner.of(zephyrine)

    found = [values["facts"]["parts"][0]["said"] for _number, values in cleaner.changes(hooks.texts[Entry])]

    assert found == ["Une personne"] * 3
    odd = [(1, "Rien"), (2, "Un\x00signe")]
    assert list(cleaner.that_may_name(odd)) == odd
