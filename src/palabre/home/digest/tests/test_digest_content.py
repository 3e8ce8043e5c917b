"""What is new: by group, the latest first, in full; never what she did, was told, or may not read."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from palabre.home.digest.digest_content import what_is_new
from palabre.home.digest.digest_text import digest_in_words
from palabre.home.digest.news_kinds import FAMILIES, KEPT_QUIET, TAKEN_BACK, WITHIN_A_GROUP
from palabre.home.templatetags.digest_tags import as_lines
from palabre.journal import hooks
from palabre.journal.models import Delivery, Entry, record
from palabre.minutes.models import Import
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.post.placeholders import STOP
from palabre.pure.french import typeset
from tests.builders import (
    a_decision,
    a_group,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_question,
    a_role_call,
    a_space,
    an_action,
    an_answer,
    some_news,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 26)
HERE = "https://palabre.exemple.fr"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Guivarch")


def brief_for(person, since=0):
    until = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return what_is_new(Reader(person.space, person, TODAY), since=since, until=until, to=person)


def told(brief):
    """The title of each part, with its sentences and words."""
    return [
        (part.group and part.group.title, [(str(line.sentence), *line.words) for line in part.lines])
        for part in brief.parts
    ]


def text_for(person):
    reader = Reader(person.space, person, TODAY)
    return digest_in_words(brief_for(person), reader, origin=HERE, to=person)


def test_news_are_read_group_by_group_the_latest_first(space, ines, malo):
    first, second = a_group(space, "Le four"), a_group(space, "Le minibus")
    record("action.taken", an_action(space, "Scier", group=first), by=malo)
    record("action.taken", an_action(space, "Réserver", group=second), by=malo)
    record("action.taken", an_action(space, "Allumer", group=first), by=malo)
    record("question.asked", a_question(space, "Qui garde la clé ?"), by=malo)

    titles = [part.group and part.group.title for part in brief_for(ines).parts]
    lines = [line.sentence for line in brief_for(ines).parts[0].lines]

    assert titles == ["Le four", "Le minibus", None]
    assert ["Allumer" in lines[0], "Scier" in lines[1]] == [True, True]


def test_under_its_title_the_name_of_a_group_is_not_said_again(space, ines, malo):
    group = a_group(space, "Le four")
    record("pledge.made", group, by=malo)

    ((_title, lines),) = told(brief_for(ines))

    assert lines == [(typeset("Malo Guivarch a dit « j’y vais »."),)]


def test_a_group_that_is_born_is_not_said_to_be_hosted_by_who_closed_the_forum(space, ines, malo):
    group = a_group(space, "Le four", convened_by=(ines,))
    entry = record("group.born", group, by=malo)

    ((_title, lines),) = told(brief_for(ines))
    (elsewhere,) = hooks.entries_in_words([entry], space=space, person=ines)

    assert lines == [("Le groupe est né.",)]
    assert ("Le four" in str(elsewhere.sentence), "Malo" in str(elsewhere.sentence)) == (True, False)


def test_an_answer_is_told_in_full(space, ines, malo):
    need = a_need(space, "Une salle")
    an_answer(need, "La salle du foyer.\nDemandez la clé.", by=malo)
    record("need.answered", need, by=malo)

    ((_title, ((_sentence, words),)),) = told(brief_for(ines))

    assert words == "La salle du foyer.\nDemandez la clé."


def test_minutes_bring_the_news_of_each_group_under_its_title(space, ines, malo):
    four, minibus = a_group(space, "Le four"), a_group(space, "Le minibus")
    reading = Import.objects.create(
        space=space, audience=four.audience, by=malo, digest="0", text="x", page=a_page(space, "Réunion")
    )
    for news in (some_news(four, "Le bois est sec."), some_news(minibus, "Le minibus est promis.")):
        reading.things.create(key=f"news:{news.pk}", thing_kind="groups.progressentry", thing_id=news.pk)
    record("import.opened", reading, by=malo)

    found = dict(told(brief_for(ines)))

    assert (found["Le four"], found["Le minibus"]) == ([("", "Le bois est sec.")], [("", "Le minibus est promis.")])
    assert "Réunion" in found[None][0][0]


def test_minutes_are_not_told_again_as_their_page(space, ines, malo):
    page = a_page(space, "Réunion")
    reading = Import.objects.create(space=space, audience=page.audience, by=malo, digest="0", text="x", page=page)
    record("page.begun", page, by=malo)
    record("import.opened", reading, by=malo)

    ((_title, lines),) = told(brief_for(ines))

    assert len(lines) == 1


def test_dashes_are_read_as_a_list_and_nothing_typed_is_a_tag():
    assert as_lines("Vu :\n- le <b>four</b>\n- le bois") == (
        "<p>Vu :</p><ul><li>le &lt;b&gt;four&lt;/b&gt;</li><li>le bois</li></ul>"
    )


def test_what_she_did_herself_is_no_news_to_her(space, ines):
    record("action.taken", an_action(space), by=ines)

    assert brief_for(ines).is_empty


def test_what_was_done_under_a_name_found_to_be_hers_is_none_either(space, ines):
    double = a_member(space, "I. Courtois")
    record("action.taken", an_action(space), by=double)
    type(double).objects.filter(pk=double.pk).update(same_as=ines)

    assert brief_for(ines).is_empty


def test_what_she_was_written_to_about_is_not_told_twice(space, ines, malo):
    entry = record("action.taken", an_action(space), by=malo)
    Delivery.objects.create(entry=entry, person=ines, channel="letters", message_id="1", due_at=timezone.now())

    assert brief_for(ines).is_empty


def test_what_was_kept_to_fewer_meanwhile_is_absent(space, ines, malo):
    action = an_action(space, "Un secret", audience=Audience.of_persons(ines, malo))
    record("action.taken", action, by=malo)
    before = told(brief_for(ines))

    action.audience.seats.filter(person=ines).delete()

    assert "Un secret" in str(before)
    assert brief_for(ines).is_empty


def test_a_thing_that_is_no_longer_there_is_not_told(space, ines, malo):
    action = an_action(space)
    record("action.taken", action, by=malo)
    action.delete()

    assert brief_for(ines).is_empty


def test_what_was_taken_back_since_is_not_told(space, ines, malo):
    group = a_group(space)
    record("pledge.made", group, by=malo)
    record("pledge.withdrawn", group, by=malo)

    assert brief_for(ines).is_empty


def test_a_page_that_changed_ten_times_is_told_once(space, ines, malo):
    page = a_page(space)
    for _ in range(10):
        record("page.written", page, by=malo)

    assert [len(part.lines) for part in brief_for(ines).parts] == [1]


def test_of_a_decision_the_latest_state_is_told(space, ines, malo):
    decision = a_decision(space, "On garde le samedi.")
    for verb in ("decision.proposed", "objection.raised", "objection.lifted", "decision.adopted"):
        record(verb, decision, by=malo)

    ((_title, ((sentence,),)),) = told(brief_for(ines))

    assert "On garde le samedi</a>" in sentence


def test_every_verb_that_the_digest_names_is_one_of_the_journal():
    named = KEPT_QUIET | TAKEN_BACK.keys() | set(TAKEN_BACK.values()) | FAMILIES.keys() | WITHIN_A_GROUP.keys()

    assert named - hooks.verbs.keys() == set()


def test_housekeeping_is_no_news(space, ines, malo):
    record("page.moved", a_page(space), by=malo)

    assert brief_for(ines).is_empty


def test_dates_and_calls_come_with_news_and_never_alone(space, ines, malo):
    a_meeting(space, on=TODAY + datetime.timedelta(days=12))
    a_meeting(space, "Annulée", on=TODAY, cancelled_at=timezone.now())
    a_role_call(space)
    alone = brief_for(ines)

    record("action.taken", an_action(space), by=malo)

    assert (alone.is_empty, alone.dates) == (True, [])
    assert ([one.title for one in brief_for(ines).dates], len(brief_for(ines).calls)) == (["Réunion des porteurs"], 1)


def test_very_much_news_of_one_group_is_cut_and_says_so(space, ines, malo):
    group = a_group(space)
    for number in range(25):
        record("action.taken", an_action(space, f"Acte {number}", group=group), by=malo)

    (part,) = brief_for(ines).parts

    assert (len(part.lines), part.more) == (20, 5)
    assert "Et 5 autres nouvelles." in text_for(ines).text


def test_a_group_that_joined_another_is_told_under_the_living_one(space, ines, malo):
    living = a_group(space, "Le four")
    record("action.taken", an_action(space, group=a_group(space, "Le pain", lives_in=living)), by=malo)

    assert [part.group for part in brief_for(ines).parts] == [living]


def test_the_text_reads_as_a_letter(space, ines, malo):
    group = a_group(space, "Le four")
    record("action.taken", an_action(space, "Scier", group=group), by=malo)
    a_meeting(space, on=datetime.date(2026, 12, 8), at=datetime.time(14), place="la mairie")

    words = text_for(ines)

    assert words.subject == "La brève du 26 novembre : on se voit le 8 décembre"
    assert words.text.startswith(typeset("Bonjour Inès,\n\nVoici les nouvelles de « Voisinages du Val d’Orme »"))
    assert f"LE FOUR\n{HERE}{group.get_absolute_url()}\n\n- " in words.text
    assert "Malo Guivarch se charge de « Scier »." in words.text
    assert "- mardi 8 décembre, 14 h, la mairie · Réunion des porteurs\n" in words.text
    assert STOP in words.text


def test_the_html_says_the_same_with_tags_that_mean_something_only(space, ines, malo):
    record("action.taken", an_action(space, "Scier <b>le</b> bois"), by=malo)

    page = text_for(ines).html

    assert f'href="{HERE}/s/' in page
    assert "Scier &lt;b&gt;le&lt;/b&gt; bois" in page
    assert not any(sign in page for sign in ("<img", "style", "class=", "<script", 'href="/'))


def test_the_english_is_english(space, ines, malo):
    record("action.taken", an_action(space, "Scier"), by=malo)

    with translation.override("en"):
        words = text_for(ines)

    assert words.text.startswith("Hello Inès,\n\nHere is what is new in")
    assert '<html lang="en">' in words.html


def test_outside_who_never_came_is_called_by_her_first_name(malo):
    space = a_space("Place", public=True)
    a_person(space, "Nadège Kerouanton")
    record("question.asked", a_question(space, "Que fait Nadège Kerouanton ?"), by=a_member(space, "Malo"))
    brief = what_is_new(Reader(space, None, TODAY), since=0, until=10**9)

    words = digest_in_words(brief, Reader(space, None, TODAY), origin=HERE)

    assert "Que fait Nadège ?" in words.text
    assert "Kerouanton" not in words.text + words.html + words.subject


def test_a_digest_of_many_entries_costs_as_many_queries_as_one_of_few(space, ines, malo):
    def some(number):
        group = a_group(space)
        for _ in range(number):
            need = a_need(space, group=group)
            an_answer(need, by=malo)
            record("need.answered", need, by=malo)
            record("action.taken", an_action(space, group=group), by=malo)
            a_meeting(space, on=TODAY, group=group)
            a_role_call(space, group=group)

    some(1)
    one = queries_of(ines)
    some(5)

    assert queries_of(ines) == one


def queries_of(person):
    with CaptureQueriesContext(connection) as counted:
        text_for(person)
    return len(counted)


def test_the_news_come_in_pages_and_none_that_was_taken_back(space, ines, malo):
    needs = [a_need(space, f"Besoin {number}") for number in range(3)]
    gone = a_need(space, "Repris")
    taken_back, verb = next(iter(TAKEN_BACK.items()))
    record(verb, gone, by=malo)
    for need in needs:
        record("need.said", need, by=malo)
    record(taken_back, gone, by=malo)
    reader, until = Reader(space, ines, TODAY), Entry.objects.latest("pk").pk

    pages = [what_is_new(reader, since=0, until=until, number=number, at_once=2) for number in (1, 2, 3)]

    assert [[len(part.lines) for part in page.parts] for page in pages] == [[2], [1], []]
    assert [page.is_last for page in pages] == [False, True, True]
