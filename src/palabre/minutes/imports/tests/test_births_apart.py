"""A group begun from what minutes made is not theirs: who publishes the minutes shows it to nobody."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.group_split import split
from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.models import Action, Group, Intention, MergeProposal, Pledge, ProgressEntry, ProjectWeather
from palabre.groups.needs.need_answers import answer_need
from palabre.groups.outputs.intentions import intend
from palabre.groups.questions.new_question import born_of
from palabre.groups.questions.question_split import carry_on
from palabre.journal.models import Entry
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.models import Decision, Meeting, Series
from palabre.meetings.series.cadence import Wish, keep_series
from palabre.meetings.written.minutes_publication import open_what_is_due
from palabre.minutes.imports.import_publication import publish, unpublish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import HEAD, KNOWN, TAIL, brought
from palabre.people.agreements.space_visibility import publish as publish_space
from palabre.people.agreements.space_visibility import unpublish as unpublish_space
from palabre.people.models import Audience, Organisation
from palabre.questions.models import Question
from palabre.wiki.readers import page_audience
from tests.builders import a_group, a_meeting, a_member, a_need, a_series, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Minutes that members read in a public space, one of their groups, and a member who did not bring them."""
    space = a_space("Val", public=True)
    hugo, berthe = a_member(space, "Hugo Ferreira"), a_member(space, "Berthe Loric")
    reading = brought(hugo)
    open_to_space(reading, by=hugo, at=timezone.now())
    return reading, Group.objects.filter(audience=reading.audience).order_by("pk").first(), berthe


def status(group):
    return Client().get(group.get_absolute_url()).status_code


def said_in(group, by):
    intend(group, "Nous parlons de Maël, entre nous.", after=0, by=by, at=timezone.now())
    a_need(group.space, "Une salle discrète", group=group, audience=group.audience, by=by)


@pytest.mark.parametrize("is_of_before", [False, True])
def test_a_group_born_of_another_stays_among_members_as_its_minutes_are_published(scene, is_of_before):
    reading, group, berthe = scene
    born = split(group, "Les deuils", by=berthe, at=timezone.now()).target
    if is_of_before:  # until this version it shared their readers
        Group.objects.filter(pk=born.pk).update(audience=reading.audience)
        born.refresh_from_db()
    said_in(born, berthe)

    publish(reading, by=a_member(reading.space, "Cyprien Nadal"))

    said = Intention.objects.get(group=born)
    assert (status(group), status(born)) == (200, 404)
    assert {born.needs.get().audience.kind, said.audience.kind} == {"space"}
    page = entered(Client(), berthe).get(reverse("groups:group_shown", args=[reading.space.slug, born.pk]))
    assert page.status_code == 200


def test_so_does_one_that_other_minutes_found(scene):
    reading, group, berthe = scene
    born = split(group, "Les deuils", by=berthe, at=timezone.now()).target
    Group.objects.filter(pk=born.pk).update(audience=reading.audience)
    other = brought(a_member(reading.space, "Denis Kerloc"), text="Réunion du 3 mai 2026. Le groupe « Les deuils ».")
    other.things.create(key="x", thing_kind="groups.group", thing_id=born.pk, made=False)

    publish(reading, by=a_member(reading.space, "Cyprien Nadal"))

    assert (status(group), status(born)) == (200, 404)


@pytest.mark.parametrize("is_of_before", [False, True])
def test_so_do_the_questions_that_come_from_one(scene, is_of_before):
    reading, group, berthe = scene
    question = group.questions.first()
    made = carry_on(question, "Comment parler de la maladie de Maël ?", by=berthe, at=timezone.now())
    if is_of_before:
        Question.objects.filter(pk=made.pk).update(audience=reading.audience)

    publish(reading, by=a_member(reading.space, "Cyprien Nadal"))

    assert (status(question), status(made)) == (200, 404)


def test_so_do_the_words_of_a_merger_that_somebody_proposed(scene):
    reading, group, berthe = scene
    members = Audience.of_space(reading.space)
    own = a_group(reading.space, "Les deuils", convened_by=(berthe,), audience=members)
    told = {"by": berthe, "at": timezone.now(), "words": "Maël est malade"}
    proposal = propose_merge(own, into=group, **told)
    MergeProposal.objects.filter(pk=proposal.pk).update(audience=reading.audience)
    Entry.objects.filter(verb="merge.proposed").update(audience=reading.audience)

    publish(reading, by=a_member(reading.space, "Cyprien Nadal"))

    assert "Maël" not in Client().get(reading.space.get_absolute_url()).text
    assert "Maël" not in Client().get(group.get_absolute_url()).text


def test_so_does_one_born_of_a_question(scene):
    reading, group, berthe = scene
    question = group.questions.first()
    born = born_of(question, by=berthe, on=timezone.localdate(), title="Les deuils")

    publish(reading, by=a_member(reading.space, "Cyprien Nadal"))

    assert (status(question), status(born)) == (200, 404)


def test_so_does_the_next_meeting_once_it_was_prepared(scene):
    _reading, _group, berthe = scene
    minutes = f"{HEAD}- **Mado Kersauze**, *{KNOWN}*{TAIL}\n## Prochaine réunion\n\n- mardi 5 mai 2027 à 18h30, salle\n"
    reading = brought(a_member(berthe.space, "Denis Kerloc"), minutes)
    open_to_space(reading, by=reading.by, at=timezone.now())
    coming = Meeting.objects.get(audience=reading.audience, on__year=2027)
    action = Action.objects.create(space=coming.space, audience=coming.audience, text="Appeler la mère de Maël")
    coming.agenda.create(text="La santé de Maël", position=1, proposed_by=berthe)
    decision = Decision.objects.create(
        space=coming.space, audience=coming.audience, meeting=coming, text="Verser 500 €", proposed_at=timezone.now()
    )

    publish(reading, by=berthe)

    assert [status(one) for one in (reading.meeting, coming, decision, action)] == [200, 404, 404, 404]


def test_one_that_nobody_prepared_is_shown_with_them(scene):
    _reading, _group, berthe = scene
    minutes = f"{HEAD}- **Mado Kersauze**, *{KNOWN}*{TAIL}\n## Prochaine réunion\n\n- mardi 5 mai 2027 à 18h30, salle\n"
    reading = brought(a_member(berthe.space, "Denis Kerloc"), minutes)
    open_to_space(reading, by=reading.by, at=timezone.now())

    publish(reading, by=berthe)

    assert status(Meeting.objects.get(audience=reading.audience, on__year=2027)) == 200
    assert {one.audience_id for one in Question.objects.filter(text=KNOWN)} == {reading.audience_id}


def test_so_do_the_meetings_and_decisions_that_others_began_in_a_group_of_theirs(scene):
    reading, group, berthe = scene
    on, same = timezone.localdate() + datetime.timedelta(days=9), {"group": group, "audience": reading.audience}
    meeting = a_meeting(reading.space, on=on, place="Chez Maël, code 4312", **same)
    rhythm = a_series(reading.space, audience=reading.audience)
    Series.objects.filter(pk=rhythm.pk).update(group=group, starts_on=on, place="Chez Maël, code 4312")
    decision = Decision.objects.create(space=reading.space, text="Verser 500 €", proposed_at=timezone.now(), **same)

    publish(reading, by=berthe)

    assert [status(one) for one in (group, meeting, rhythm, decision)] == [200, 404, 404, 404]


def test_so_does_all_that_others_said_in_a_group_of_theirs_but_its_news_and_answers(scene):
    """These alone are told beside the button."""
    reading, group, berthe = scene
    need = a_need(reading.space, "Une salle", group=group, audience=reading.audience)
    reading.things.create(key="need:x", thing_kind="groups.need", thing_id=need.pk)
    same = {"space": reading.space, "group": group, "audience": reading.audience}
    told = ProgressEntry.objects.create(text="La haie est taillée.", by=berthe, at=timezone.now(), **same)
    answer = answer_need(need, "Chez nous", by=berthe, at=timezone.now())
    action = Action.objects.create(text="Appeler la mère de Maël", **same)
    weather = ProjectWeather.objects.create(words="Maël va mal", on=timezone.localdate(), at=timezone.now(), **same)
    pledge = Pledge.objects.create(person=berthe, words="En deuil de Maël", at=timezone.now(), **same)
    later = a_need(reading.space, "De l’argent pour Maël", group=group, audience=reading.audience)

    publish(reading, by=berthe)

    for one in (told, answer, action, weather, pledge, later):
        one.refresh_from_db()
    assert {one.audience.kind for one in (told, answer)} == {"public"}
    assert {one.audience.kind for one in (action, weather, pledge, later)} == {"space"}
    assert "Maël" not in Client().get(group.get_absolute_url()).text


def test_minutes_whose_page_was_shown_by_itself_are_kept_whole_as_they_are_taken_back(scene):
    reading, _group, berthe = scene
    member, giving = (
        entered(Client(), berthe),
        reverse("meetings:giving", args=[reading.space.slug, reading.meeting.pk]),
    )
    assert member.post(giving, {"readers": "now"}).status_code == 302
    reading.page.refresh_from_db()
    before, page = status(reading.page), member.get(reading.get_absolute_url()).text
    publish(reading, by=berthe)

    unpublish(reading, by=berthe)

    assert (before, status(reading.page)) == (200, 404)
    assert "Pas public" not in page
    assert "Pas public" in member.get(reading.get_absolute_url()).text


def test_minutes_that_are_to_be_shown_in_two_days_are_not_once_they_are_taken_back(scene):
    reading, _group, berthe = scene
    giving = reverse("meetings:giving", args=[reading.space.slug, reading.meeting.pk])
    assert entered(Client(), berthe).post(giving, {"readers": "soon"}).status_code == 302
    publish(reading, by=berthe)

    unpublish(reading, by=berthe)
    open_what_is_due(timezone.now() + datetime.timedelta(days=9))

    assert status(reading.page) == 404


def test_a_rhythm_that_somebody_kept_stays_with_its_place(scene):
    reading, _group, berthe = scene
    series = a_series(reading.space, audience=reading.audience)
    reading.things.create(key="series:x", thing_kind="meetings.series", thing_id=series.pk)
    wish = Wish("tous les quinze jours", place="Chez Maël, code 4312", video_url="https://visio.example/")
    keep_series(series, wish, by=berthe, today=timezone.localdate())

    publish(reading, by=berthe)

    assert status(series) == 404


def test_a_decision_that_somebody_proposed_since_stays_at_the_meeting_of_the_minutes_too(scene):
    reading, _group, berthe = scene
    told = {"space": reading.space, "audience": reading.audience, "meeting": reading.meeting}
    decision = Decision.objects.create(text="Verser 500 €", proposed_at=timezone.now(), by=berthe, **told)

    publish(reading, by=berthe)

    assert [status(one) for one in (reading.meeting, decision)] == [200, 404]


def need_on_a_public_agenda(reading, group, *, by):
    """Publish the minutes; return a need that they made, and a public meeting whose agenda brings it."""
    need = a_need(reading.space, "De l’argent pour Maël", group=group, audience=reading.audience)
    reading.things.create(key="need:x", thing_kind="groups.need", thing_id=need.pk)
    publish(reading, by=by)
    on = timezone.localdate() + datetime.timedelta(days=9)
    meeting = a_meeting(reading.space, on=on, audience=Audience.everybody(reading.space))
    meeting.agenda.create(text="Les besoins", position=1, brings=NEEDS).bring([need.pk])
    return need, meeting


def test_minutes_that_are_taken_back_take_their_needs_off_public_agendas(scene):
    reading, group, berthe = scene
    need, meeting = need_on_a_public_agenda(reading, group, by=berthe)
    before = need.text in Client().get(meeting.get_absolute_url()).text

    unpublish(reading, by=berthe)

    assert (before, need.text in Client().get(meeting.get_absolute_url()).text) == (True, False)


def test_minutes_that_are_kept_among_us_take_their_needs_off_public_agendas_too(scene):
    reading, group, berthe = scene
    need, meeting = need_on_a_public_agenda(reading, group, by=berthe)

    kept = entered(Client(), berthe).post(reverse("meetings:among_us", args=[reading.space.slug, reading.meeting.pk]))

    assert (kept.status_code, status(need)) == (302, 404)
    assert need.text not in Client().get(meeting.get_absolute_url()).text


def test_the_meeting_of_the_minutes_stays_among_members_once_somebody_changed_it(scene):
    """A convocation that is pasted tells a meeting to come."""
    reading, _group, berthe = scene
    meeting, words = reading.meeting, "Chez Maël, code 4312"
    Meeting.objects.filter(pk=meeting.pk).update(on=timezone.localdate() + datetime.timedelta(days=12))
    member, change = entered(Client(), berthe), reverse("meetings:change", args=[reading.space.slug, meeting.pk])
    form = member.get(change).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"place": words}
    assert member.post(change, typed).status_code == 302

    publish(reading, by=berthe)

    assert (status(meeting), status(reading.page)) == (404, 200)
    assert words not in Client().get(reading.page.get_absolute_url()).text


@pytest.mark.parametrize("is_open", [True, False])
def test_an_organisation_of_which_other_minutes_say_the_people_stays_among_members(is_open):
    space = a_space("Val", public=True)
    berthe, ana = a_member(space, "Berthe Loric"), a_member(space, "Ana Tual")
    first = brought(
        berthe, text=f"{HEAD}- **Mado Kersauze**, Mairie de Brennes, *{KNOWN}*\n- **Karim Bel**, *Où ?*{TAIL}"
    )
    open_to_space(first, by=berthe, at=timezone.now())
    people = "- **Bastien Lorrimer**, Mairie de Brennes\n- **Ana Tual**, *Comment tenir le four ?*"
    other = f"# Autre chose\n\n5 mai 2023\n\n### Participants\n\n{people}\n{TAIL}"
    second = import_minutes(space, other, by=ana, on=first.at.date(), answers={first.pk: False})
    if is_open:
        open_to_space(second, by=ana, at=timezone.now())

    publish(first, by=berthe)
    if not is_open:
        open_to_space(second, by=ana, at=timezone.now())

    town = Organisation.objects.get()
    assert (town.audience.kind == "space") is is_open
    assert "Lorrimer" not in Client().get(town.get_absolute_url()).text


@pytest.mark.parametrize("is_shown_alone", [True, False])
def test_minutes_corrected_while_the_space_is_closed_stay_among_members_and_may_be_published_again(
    scene, is_shown_alone
):
    first, _group, berthe = scene
    space = first.space
    if is_shown_alone:
        page_audience.move(first.page, Audience.everybody(space))
    publish(first, by=berthe)
    unpublish_space(space, by=berthe, at=timezone.now())
    space.refresh_from_db()

    second = import_minutes(
        space, f"{first.text}\n- Le deuil.\n", by=first.by, on=first.at.date(), answers={first.pk: True}
    )
    publish_space(space, by=berthe, at=timezone.now())

    assert second.corrects == first
    seen = [
        status(second.page),
        "Publier ce compte rendu" in entered(Client(), berthe).get(second.get_absolute_url()).text,
    ]
    publish(second, by=berthe)
    assert (seen, status(second.page)) == ([404, True], 200)
