"""What others wrote in a template or a point is not destroyed: not by an older form, not in one gesture."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.journal.models import Entry
from palabre.meetings.agenda.agenda_choice import as_in
from palabre.meetings.models import AgendaTemplate
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
HERS = "\n".join(f"Point de Cléo, {number}" for number in range(20))
DAY = datetime.date(2026, 12, 8)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def cleo(space):
    return entered(Client(), a_member(space, "Cléo Marzin"))


@pytest.fixture
def bob(space):
    return entered(Client(), a_member(space, "Bob Tanguy"))


@pytest.fixture
def door(space):
    return reverse("meetings:agenda_template", args=[space.slug])


def shown(client, door):
    """Return what the form of this page sends as it is."""
    form = client.get(door).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def undo_in(answer):
    *_before, said = answer.context["messages"]
    return said.extra_tags.removesuffix(" success")


def points(space):
    return [point.text for point in as_in(space, "conveners").points]


def test_an_older_form_of_a_template_is_refused_with_both_texts_and_goes_once_they_were_shown(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"text": "Accueil"})
    older = shown(bob, door) | {"text": "Accueil\nUn point de Bob"}
    cleo.post(door, shown(cleo, door) | {"text": HERS})

    refused = bob.post(door, older)
    page = refused.content.decode()

    assert refused.status_code == 409
    assert points(space) == HERS.splitlines()
    assert ("Point de Cléo, 19" in page, "Un point de Bob" in page) == (True, True)
    form = refused.context["form"]
    assert bob.post(door, older | {"shown": form["shown"].value()}).status_code == 302
    assert points(space) == ["Accueil", "Un point de Bob"]


def test_an_older_form_that_changed_the_name_alone_keeps_the_points_of_others(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"text": "Accueil"})
    older = shown(bob, door) | {"title": "Le cercle"}
    cleo.post(door, shown(cleo, door) | {"text": HERS})

    bob.post(door, older)

    assert (as_in(space, "conveners").title, points(space)) == ("Le cercle", HERS.splitlines())


def test_who_goes_back_in_the_browser_writes_over_their_own_words_alone(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"text": "Accueil"})
    form = shown(bob, door)

    answers = [bob.post(door, form | {"text": text}).status_code for text in ("Accueil\nUn", "Accueil\nUn\nDeux")]
    cleo.post(door, shown(cleo, door) | {"text": HERS})
    answers.append(bob.post(door, form | {"text": "Accueil\nUn"}).status_code)

    assert answers == [302, 302, 409]


def test_to_take_palabre_s_template_again_is_undone_and_so_is_a_change(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"title": "Le cercle", "text": HERS})
    changed = bob.post(door, shown(bob, door) | {"text": "Rien"}, follow=True)
    bob.post(undo_in(changed))
    assert points(space) == HERS.splitlines()

    returned = bob.post(reverse("meetings:template_return", args=[space.slug]), {"key": "conveners"}, follow=True)
    assert AgendaTemplate.objects.count() == 0
    for _twice in range(2):
        cleo.post(undo_in(returned))

    assert (as_in(space, "conveners").title, points(space)) == ("Le cercle", HERS.splitlines())


def test_the_first_change_of_a_template_is_undone_to_palabre_s(space, bob, door):
    changed = bob.post(door, shown(bob, door) | {"text": "Rien"}, follow=True)

    bob.post(undo_in(changed))

    assert AgendaTemplate.objects.count() == 0


def test_an_undo_changes_nothing_once_somebody_wrote_since(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"text": "Accueil"})
    changed = bob.post(door, shown(bob, door) | {"text": "Rien"}, follow=True)
    cleo.post(door, shown(cleo, door) | {"text": HERS})

    bob.post(undo_in(changed))

    assert points(space) == HERS.splitlines()


def test_a_member_of_another_space_undoes_nothing(space, cleo, door):
    changed = cleo.post(door, shown(cleo, door) | {"text": HERS}, follow=True)
    elsewhere = a_member(a_space("Ailleurs"))

    answer = entered(Client(), elsewhere).post(undo_in(changed).replace(space.slug, elsewhere.space.slug))

    assert (answer.status_code, points(space)) == (404, HERS.splitlines())


def test_the_words_of_a_template_that_was_replaced_are_read_and_written_again(space, cleo, bob, door):
    cleo.post(door, shown(cleo, door) | {"text": HERS})
    bob.post(reverse("meetings:template_return", args=[space.slug]), {"key": "conveners"})

    change = Entry.objects.get(verb="template.returned")
    again = cleo.get(door, {"former": change.pk})

    assert again.context["form"]["text"].value() == HERS
    assert f"?former={change.pk}" in cleo.get(door).content.decode()


def test_an_older_form_of_a_point_replaces_neither_its_words_nor_what_is_to_be_read(space, cleo, bob):
    meeting = a_meeting(space, on=DAY)
    point = meeting.agenda.create(position=1, text="Le four", to_read="Le rapport")
    door = reverse("meetings:point", args=[space.slug, meeting.pk, point.pk])
    reworded = shown(bob, door) | {"text": "Le four à pain"}
    replaced = reworded | {"to_read": "Un autre livre"}
    cleo.post(door, shown(cleo, door) | {"to_read": "Le rapport de la commission"})

    answers = [bob.post(door, form).status_code for form in (replaced, reworded)]
    point.refresh_from_db()

    assert answers == [409, 302]
    assert (point.text, point.to_read) == ("Le four à pain", "Le rapport de la commission")
    assert "Le rapport" in {one.texts["to_read"] for one in cleo.get(door).context["former"]}


def test_an_older_form_of_a_point_empties_no_length_holder_or_kind_even_sent_again_once_refused(space, cleo, bob):
    meeting = a_meeting(space, on=DAY)
    point = meeting.agenda.create(position=1, text="Le four")
    door = reverse("meetings:point", args=[space.slug, meeting.pk, point.pk])
    older = shown(bob, door) | {"text": "Le four à pain"}
    holder = str(a_member(space, "Zoé Martin").pk)
    told = {"text": "Le four banal", "minutes": "25", "kind": "decide", "holder": holder}
    cleo.post(door, shown(cleo, door) | told)

    refused = bob.post(door, older)
    form = refused.context["form"]
    again = bob.post(door, {name: form[name].value() or "" for name in form.fields})
    point.refresh_from_db()

    assert (refused.status_code, again.status_code, point.text) == (409, 302, "Le four à pain")
    assert (point.minutes, point.kind, str(point.holder_id)) == (25, "decide", holder)


def test_a_length_that_both_changed_is_refused_with_both(space, cleo, bob):
    meeting = a_meeting(space, on=DAY)
    point = meeting.agenda.create(position=1, text="Le four", minutes=10)
    door = reverse("meetings:point", args=[space.slug, meeting.pk, point.pk])
    older = shown(bob, door) | {"minutes": "1 h"}
    cleo.post(door, shown(cleo, door) | {"minutes": "25"})

    refused = bob.post(door, older)
    point.refresh_from_db()

    assert (refused.status_code, point.minutes) == (409, 25)
    assert [text for _field, text in refused.context["form"].written_meanwhile()] == ["25"]
