"""What another member undoes of somebody's minutes is not lost: the text is kept a month, one click brings it back."""

import datetime

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Membership
from palabre.home.statements import statement_corrections
from palabre.journal.hooks import notices
from palabre.journal.models import Entry
from palabre.meetings.written.minutes_publication import keep_among_us
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.letters.named_people import about
from palabre.minutes.models import Doubt, Import
from palabre.minutes.plan.plan_choices import TEXT_ONLY
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, TAIL, TWIN, brought, sent
from palabre.minutes.undo import import_return
from palabre.minutes.undo.import_return import KEPT, PUT_BACK, forget_set_aside, title_of_import
from palabre.people.access import links
from palabre.people.erasures.delayed_erasure import finish_due
from palabre.people.erasures.name_erasure import A_DAY, erase
from palabre.people.guests import welcome
from palabre.people.models import Person
from palabre.web.templatetags.text_filters import plain_day
from tests.builders import a_letter, a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def people():
    odile = a_member(a_space(), "Odile Morvan")
    return odile, a_member(odile.space, "Malo Riou"), a_member(odile.space, "Zoé Petit")


@pytest.fixture
def reading(people):
    """Return the minutes that Odile opened, and that Malo undid."""
    odile, malo, _zoe = people
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    entered(Client(), malo).post(reverse("minutes:undoing", args=[malo.space.slug, found.pk]))
    return Import.objects.get(pk=found.pk)


def put_back(reading, by):
    door = reverse("minutes:putting_back", args=[reading.space.slug, reading.pk])
    return entered(Client(), by).post(door).status_code


def test_it_is_said_to_who_brought_them_and_shown_to_both(people, reading):
    odile = people[0]
    entry = Entry.objects.get(verb="import.set_aside", subject_id=reading.pk)

    pages = [entered(Client(), one).get(reading.get_absolute_url()).content.decode() for one in people]
    home = entered(Client(), odile).get(odile.space.get_absolute_url()).content.decode()

    assert (reading.text.strip(), [*notices[entry.verb](entry)]) == (TWIN.strip(), [odile])
    assert reading.get_absolute_url() in home
    assert ["putting-back" in page for page in pages] == [True, True, False]
    undone = f"« {title_of_import(reading)} » le {plain_day(reading.undone_at)}"
    words = f"Malo Riou a annulé la lecture de {undone}. Le texte est gardé"
    assert [words in page.replace("\u00a0", " ") for page in pages] == [True, True, True]


@pytest.mark.parametrize("who", [0, 1])
def test_either_puts_them_back_once_in_the_name_of_who_brought_them(people, reading, who):
    before = Group.objects.count()

    answers = [put_back(reading, by) for by in (people[2], people[who], people[who])]

    back = Import.objects.get(undone_at=None)
    assert answers == [409, 302, 302]
    assert (back.by, back.opened_at is not None, Import.objects.get(pk=reading.pk).text) == (people[0], True, "")
    assert Group.objects.count() > before


def test_a_server_that_stopped_halfway_goes_on_when_it_is_asked_again(people, reading, monkeypatch):
    def killed(*_asked, **_named):
        raise OperationalError

    with monkeypatch.context() as stopped:
        stopped.setattr(import_return, "open_to_space", killed)
        with pytest.raises(OperationalError):
            import_return.put_back(reading, by=people[1], at=timezone.now())
    halfway = Import.objects.get(undone_at=None).opened_at

    assert [put_back(reading, people[1]) for _twice in range(2)] == [302, 302]
    assert (halfway, Import.objects.get(undone_at=None).opened_at is not None) == (None, True)
    assert Entry.objects.filter(verb=PUT_BACK).count() == 1


def test_a_sentence_that_left_since_stays_away_whatever_the_clock_said(people, reading):
    """It was three hours ahead when the minutes were undone."""
    line = "Zoé Petit cherche un logement."
    Import.objects.filter(pk=reading.pk).update(text=f"{TWIN}\n- {line}\n", undone_at=timezone.now() + 3 * HOUR)
    statement_corrections.refuse(
        a_page(reading.space, "Ailleurs", f"- {line}\n"), 1, base=1, by=people[2], at=timezone.now()
    )

    put_back(reading, people[0])

    assert line not in Import.objects.select_related("page__note").get(undone_at=None).page.note.body_md


def test_what_its_bringer_prepares_anew_later_is_opened_by_nobody_else(people, reading):
    forget_set_aside(reading.undone_at + KEPT)
    brought(people[0])

    put_back(reading, people[1])

    assert Import.objects.get(undone_at=None).opened_at is None


def test_they_come_back_as_they_were_chosen(people, reading):
    Import.objects.filter(pk=reading.pk).update(choices={TEXT_ONLY: True})

    put_back(reading, people[0])

    assert (Import.objects.get(undone_at=None).choices, Group.objects.count()) == ({TEXT_ONLY: True}, 0)


def test_they_do_not_come_back_over_what_was_given_since(people, reading):
    brought(people[0])

    assert put_back(reading, people[1]) == 409
    assert Import.objects.get(undone_at=None).opened_at is None


def test_after_a_month_their_text_is_forgotten(people, reading):
    forget_set_aside(reading.undone_at + KEPT - datetime.timedelta(days=1))
    before = Import.objects.get(pk=reading.pk).text

    forget_set_aside(reading.undone_at + KEPT)

    assert (bool(before), Import.objects.get(pk=reading.pk).text, put_back(reading, people[0])) == (True, "", 409)


def test_a_name_that_is_removed_goes_from_the_kept_text(people, reading):
    name = "Anouk Le Bihan"
    Import.objects.filter(pk=reading.pk).update(text=f"{TWIN}\n- {name} apporte une photo\n")

    erase(a_person(reading.space, name), at=timezone.now())
    finish_due(timezone.now() + A_DAY)

    assert "Bihan" not in Import.objects.get(pk=reading.pk).text


def undoing(reading, by):
    door = reverse("minutes:undoing", args=[reading.space.slug, reading.pk])
    return entered(Client(), by).post(door).status_code


def test_what_was_put_back_once_is_undone_by_who_brought_it_alone(people, reading):
    odile, malo, zoe = people
    put_back(reading, odile)
    back = Import.objects.get(undone_at=None)

    assert [undoing(back, one) for one in (malo, zoe, odile)] == [409, 409, 302]


def test_no_other_undoes_minutes_of_which_the_doubts_were_answered(people):
    odile, malo, _zoe = people
    news = NEWS.format(who="Karim", said="Rien.") + "\nClarisse\n\n- Un atelier.\n"
    found = sent(odile, f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}{news}")
    open_to_space(found, by=odile, at=timezone.now())
    settle_doubt(Doubt.objects.get(kind="speaker_not_listed"), "there", by=odile, at=timezone.now())

    assert [undoing(found, one) for one in (malo, odile)] == [409, 302]


def test_no_other_undoes_minutes_that_somebody_keeps_among_us(people):
    """A page put back is another page: what was asked of the first one would be forgotten."""
    odile, malo, _zoe = people
    text = "# Réunion du 13 octobre 2026\n\nPrésents : Odile Morvan, Karim Oualid\n\nKarim Oualid est malade.\n"
    karim = a_member(odile.space, "Karim Oualid")
    a_meeting(odile.space, on=datetime.date(2026, 10, 13), title="Réunion du 13 octobre 2026")
    found = sent(odile, text)
    open_to_space(found, by=odile, at=timezone.now())
    keep_among_us(Import.objects.get(pk=found.pk).meeting, by=karim, at=timezone.now())

    assert undoing(found, malo) == 409


@pytest.mark.parametrize("what", ["letter", "address", "link"])
def test_no_other_undoes_minutes_from_which_messages_were_prepared(people, what):
    odile, malo, _zoe = people
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    named = Person.objects.get(pk=found.things.filter(thing_kind="people.person", made=True).first().thing_id)
    if what == "letter":
        a_letter(named, by=odile, about=about(found))
    elif what == "address":
        Person.objects.filter(pk=named.pk).update(email="quelqu-un@exemple.example", address_by=odile)
    else:
        links.link_to(found.page, person=named, by=odile, at=timezone.now())
    door = reverse("minutes:undoing", args=[malo.space.slug, found.pk])

    answers = [entered(Client(), by).post(door).status_code for by in (malo, odile)]

    assert answers == [409, 302]


def test_nor_does_who_brought_them_take_away_what_another_prepared(people):
    odile, malo, _zoe = people
    found = brought(odile)
    open_to_space(found, by=odile, at=timezone.now())
    named = Person.objects.get(pk=found.things.filter(thing_kind="people.person", made=True).first().thing_id)
    Person.objects.filter(pk=named.pk).update(email="quelqu-un@exemple.example", address_by=malo)

    answer = entered(Client(), odile).post(reverse("minutes:undoing", args=[malo.space.slug, found.pk]))

    assert answer.status_code == 409


def test_put_back_they_mean_nobody_who_typed_a_name_of_theirs_since(people):
    """A member undid the founder's minutes, came in once more under a name they say, then put them back."""
    odile, malo, _zoe = people
    found = sent(odile, f"{HEAD}- **Mado Kersauze**, *{KNOWN}*{TAIL}")
    open_to_space(found, by=odile, at=timezone.now())
    entered(Client(), malo).post(reverse("minutes:undoing", args=[malo.space.slug, found.pk]))
    second = welcome(odile.space, "Mado Kersauze", form_token="", at=timezone.now())
    second.join(timezone.now())

    put_back(found, malo)

    assert list(Membership.objects.values_list("person__name", "person__joined_at")) == [("Mado Kersauze", None)]


def test_put_back_they_mean_who_had_come_under_that_name_before(people):
    odile, malo, _zoe = people
    her = welcome(odile.space, "Mado Kersauze", form_token="", at=timezone.now())
    her.join(timezone.now())
    found = sent(odile, f"{HEAD}- **Mado Kersauze**, *{KNOWN}*{TAIL}")
    open_to_space(found, by=odile, at=timezone.now())
    entered(Client(), malo).post(reverse("minutes:undoing", args=[malo.space.slug, found.pk]))

    put_back(found, malo)

    assert Membership.objects.get().person == her
