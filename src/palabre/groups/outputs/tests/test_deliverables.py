"""What a group makes: being made, shown, put to use, set aside; the hour in which it chooses; the kinds of a space."""

import datetime

import pytest
from django.urls import reverse

from palabre.groups.models import Deliverable, OutputKind, ProgressEntry
from palabre.groups.outputs import deliverables, output_kinds
from palabre.groups.outputs.deliverables import OutputDetails, make
from palabre.groups.outputs.output_choice import Hour, choose
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space, an_output, entered

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 10, 13, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_only_a_title_is_due_and_the_horizon_keeps_its_words(group, ines):
    bare = make(group, OutputDetails("Un carnet de route"), form_token="a", by=ines, at=NOW)
    dated = make(group, OutputDetails("Une soirée", "event", "d’ici fin mars"), form_token="b", by=ines, at=NOW)
    vague = make(group, OutputDetails("Une carte", "tool", "un jour"), form_token="c", by=ines, at=NOW)

    assert (bare.kind, bare.horizon, bare.is_being_made) == ("", "", True)
    assert (dated.horizon, dated.horizon_on) == ("d’ici fin mars", datetime.date(2027, 3, 31))
    assert (vague.horizon, vague.horizon_on) == ("un jour", None)


def test_the_same_form_makes_one_thing(group, ines):
    twice = [make(group, OutputDetails("Un carnet"), form_token="a", by=ines, at=NOW) for _again in range(2)]

    assert twice[0] == twice[1]
    assert verbs() == ["output.begun"]


def test_each_gesture_is_undone_and_said_once(group, ines):
    made = an_output(group)
    for _twice in range(2):
        deliverables.show(made, "https://ombrevaux.example/carnet", by=ines, at=NOW)
        deliverables.reuse(made, "Deux villages", by=ines, at=NOW)
    assert verbs() == ["output.shown", "output.reused"]

    deliverables.not_reused(made, by=ines)
    deliverables.hide(made, by=ines)
    deliverables.set_aside_output(made, by=ines, at=NOW)
    deliverables.take_up(made, by=ines)

    made.refresh_from_db()
    assert (made.shown_at, made.reused_at, made.set_aside_at, made.is_being_made) == (None, None, None, True)
    assert verbs()[2:] == ["output.unreused", "output.hidden", "output.set_aside", "output.taken_up"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//elsewhere.example", "http://[", "data:text/html,x", "un mot"]
)
def test_what_is_no_address_is_refused(group, ines, address):
    with pytest.raises(Refusal):
        deliverables.show(an_output(group), address, by=ines, at=NOW)


def test_nothing_is_put_to_use_that_nobody_saw_and_nothing_shown_is_set_aside(group, ines):
    with pytest.raises(Refusal):
        deliverables.reuse(an_output(group), "", by=ines, at=NOW)
    with pytest.raises(Refusal):
        deliverables.set_aside_output(an_output(group, shown_at=NOW), by=ines, at=NOW)


def test_strangers_make_nothing(group):
    made = an_output(group)

    for stranger in (a_person(group.space, "Gil"), a_member(a_space("Ailleurs"), "Malo")):
        with pytest.raises(Refusal):
            make(group, OutputDetails("Un carnet"), form_token="", by=stranger, at=NOW)
        with pytest.raises(Refusal):
            deliverables.show(made, "", by=stranger, at=NOW)


def test_the_hour_leads_to_an_output_a_line_of_the_log_and_a_day_to_look_again(group, ines):
    hour = Hour("Un *carnet*", "tool", "au printemps", {"public": "Les aînés", "least": "Une page"}, "dans trois mois")

    for _twice in range(2):
        chosen = choose(group, hour, form_token="a", by=ines, at=NOW)

    group.refresh_from_db()
    assert chosen.about.count("**") == 4
    assert "Les aînés" in chosen.body_html
    assert ProgressEntry.objects.get().body_html.count("<strong>Un *carnet*</strong>") == 1
    assert group.review_on == datetime.date(2027, 1, 13)


def test_the_hour_keeps_what_was_typed_and_leads_to_a_meeting_with_its_agenda(client, space, group, ines):
    hers, where = entered(client, ines), reverse("groups:choosing_object", args=[space.slug, group.pk])

    asked = words(hers.get(where))
    refused = hers.post(where, {"public": "Les aînés", "title": " "})
    done = hers.post(where, {"title": "Un carnet", "kind": "tool", "form_token": "a"}, follow=True)

    assert f"?group={group.pk}&amp;agenda=output" in asked
    assert (refused.status_code, "Les aînés" in words(refused)) == (409, True)
    assert ("Un carnet" in words(done), "Outil" in words(done)) == (True, True)


def test_a_space_renames_leaves_out_and_adds_kinds_with_a_trace(space, group, ines):
    output_kinds.rename(space, "tool", "Outil libre", by=ines)
    output_kinds.leave_out(space, "article", by=ines)
    own = output_kinds.add_output_kind(space, "Un jardin", by=ines)
    output_kinds.add_output_kind(space, "un  Jardin", by=ines)

    names = [kind.name for kind in output_kinds.kinds_in(space)]
    made = make(group, OutputDetails("Le potager", str(own.pk)), form_token="", by=ines, at=NOW)

    assert ("Outil libre" in names, "article" in names, names.count("Un jardin")) == (True, False, 1)
    assert made.own_kind == own
    assert verbs()[:3] == ["output_kinds.changed"] * 3


def test_kinds_are_of_their_space_and_of_those_who_joined_it(space, group, ines):
    other = a_space("Ailleurs")
    theirs = OutputKind.objects.create(space=other, name="Un four")

    for refused in (
        lambda: output_kinds.add_output_kind(space, "Un four", by=a_person(space, "Gil")),
        lambda: output_kinds.rename(space, str(theirs.pk), "Un four à pain", by=ines),
        lambda: make(group, OutputDetails("Le pain", str(theirs.pk)), form_token="", by=ines, at=NOW),
        lambda: output_kinds.rename(space, "tool", "article", by=ines),
    ):
        with pytest.raises(Refusal):
            refused()


def test_the_page_of_an_output_shows_its_gestures_to_those_who_may(client, space, group, ines):
    made = an_output(group)
    where = reverse("groups:output_gesture", args=[space.slug, made.pk])
    hers = entered(client, ines)

    refused = hers.post(where, {"gesture": "show", "words": "pas une adresse"})
    done = hers.post(where, {"gesture": "show", "words": "https://ombrevaux.example/"}, follow=True)
    undone = hers.post(f"{where}?gesture=hide", follow=True)

    assert (refused.status_code, "pas une adresse" in words(refused)) == (409, True)
    assert 'class="button primary" href="https://ombrevaux.example/"' in words(done)
    assert "ombrevaux.example" in words(undone)
    assert Deliverable.objects.get().shown_at is None
    assert client.post(where, {"gesture": "dance"}).status_code == 400
