"""Things named and entries told, with the reader's rights."""

import pytest
from django.utils.translation import gettext

from palabre.journal import hooks
from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_question, a_space, an_action, an_inquiry

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def space():
    return a_space("Les Glycines")


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Lamour")


def test_things_are_named_with_their_address_and_paper(space, ines):
    action = an_action(space, "Demander la salle")

    found = hooks.things([("groups.action", action.pk)], space=space, person=ines)

    url = f"/s/les-glycines/actions/{action.pk}-demander-la-salle/"
    expected = hooks.Thing("groups.action", action.pk, "Demander la salle", url, gettext("action"), "action")
    assert found == {("groups.action", action.pk): expected}


def test_things_cost_one_query_per_kind(space, ines, django_assert_num_queries):
    refs = [("groups.action", an_action(space).pk) for _ in range(5)]
    refs.append(("groups.group", a_group(space).pk))

    with django_assert_num_queries(2):
        found = hooks.things(refs, space=space, person=ines)

    assert len(found) == 6


def test_what_was_loaded_is_not_read_again_unless_its_address_runs_through_what_was_not(
    space, ines, django_assert_num_queries
):
    group, action = a_group(space, "Le lavoir"), an_action(space, "Demander la salle")
    inquiry, other = an_inquiry(group, "Qui tond ?"), an_inquiry(group, "Qui plante ?")
    alone = type(other).objects.get(pk=other.pk)
    loaded = {(kind_of(one), one.pk): one for one in (group, action, inquiry, alone)}

    with django_assert_num_queries(1):
        found = hooks.things(loaded, space=space, person=ines, loaded=loaded.values())

    assert found == hooks.things(loaded, space=space, person=ines)
    assert "group" not in alone._state.fields_cache


@pytest.mark.parametrize(("title", "said"), [("Un poêle.", "Un poêle"), ("Et puis…", "Et puis…"), ("Or...", "Or...")])
def test_the_full_stop_of_a_name_is_not_said_twice(title, said):
    thing = hooks.Thing("groups.need", 1, title, "", "", "")

    assert str(hooks.linked(thing)) == f"«\xa0{said}\xa0»"


def test_a_thing_that_she_may_not_read_is_not_named(space, ines):
    action = an_action(space, audience=Audience.of_persons(a_member(space, "Malo")))

    found = hooks.things([("groups.action", action.pk)], space=space, person=ines)

    assert found == {}


def test_a_thing_of_another_space_is_not_named_even_to_a_passer_by(space):
    action = an_action(a_space("Ailleurs", public=True))

    found = hooks.things([("groups.action", action.pk)], space=space, person=None)

    assert found == {}


def test_a_thing_whose_address_runs_through_a_hidden_group_is_not_named(space, ines):
    group = a_group(space, audience=Audience.of_persons(a_member(space, "Malo")))
    inquiry = an_inquiry(group)
    inquiry.audience = Audience.of_space(space)
    inquiry.save()

    found = hooks.things([("groups.inquiry", inquiry.pk)], space=space, person=ines)

    assert found == {}


def test_an_unknown_kind_is_passed_over(space, ines):
    assert hooks.things([("gone.thing", 1)], space=space, person=ines) == {}


def test_an_entry_is_told_with_a_name_and_a_link(space, ines):
    action = an_action(space, "Demander <la> salle")
    entry = record("action.taken", action, by=ines)

    (told,) = hooks.entries_in_words([entry], space=space, person=ines)

    assert told.by == "Inès Lamour"
    assert told.sentence.startswith("Inès Lamour ")
    assert f'<a href="{told.thing.url}">Demander &lt;la&gt; salle</a>' in told.sentence


def test_an_entry_whose_subject_is_gone_is_told_without_a_link(space, ines):
    action = an_action(space)
    entry = record("action.taken", action, by=None)
    action.delete()

    (told,) = hooks.entries_in_words([entry], space=space, person=ines)

    assert told.thing is None
    assert "<a" not in told.sentence


def test_a_verb_that_nobody_registered_is_told_neutrally(space, ines):
    entry = record("gone.verb", an_action(space), by=ines)

    (told,) = hooks.entries_in_words([entry], space=space, person=ines)

    assert told.sentence.startswith("Inès Lamour ")


@pytest.mark.parametrize("count", [1, 5])
def test_telling_costs_as_much_for_five_entries_as_for_one(space, ines, count, django_assert_num_queries):
    for _ in range(count):
        record("action.taken", an_action(space), by=ines)

    with django_assert_num_queries(3):
        told = hooks.entries_in_words(Entry.objects.visible_to(ines), space=space, person=ines)

    assert len(told) == count


def test_facts_find_their_place_in_a_sentence(space, ines):
    entry = record("x", an_action(space), by=ines, words="<b>")

    sentence = hooks.saying("{by} dit {words}.")(entry, None)

    assert sentence == "Inès Lamour dit &lt;b&gt;."


def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match=r"action\.taken is registered twice"):
        hooks.register_verb("action.taken", hooks.saying("{by}"))


def test_a_question_is_named_by_its_living_wording(space, ines):
    question = a_question(space, "Comment partager les outils ?")

    found = hooks.things([("questions.question", question.pk)], space=space, person=ines)

    assert found["questions.question", question.pk].title == "Comment partager les outils ?"
