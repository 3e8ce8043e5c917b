"""What holds in every group, whatever people do: the invariants of the domain that are of groups, each by its number.

Each is asked of the real acts and doors. None makes anybody do anything: a group rests, waits and stops as it likes.
"""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.tests.scene import announced
from palabre.groups.life import endings, sleep
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_proposals import NOTICE, consent, propose_merge
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.log.group_log import publish_news
from palabre.groups.log.project_weather import say_weather
from palabre.groups.models import Action, Group, Membership, Need, Pledge, Role, RoleCall
from palabre.groups.needs.need_answers import answer_need
from palabre.groups.needs.new_need import say_need
from palabre.groups.questions import question_merge as joining
from palabre.groups.questions.wordings import go_back, reword
from palabre.groups.roles import renewal
from palabre.groups.roles.group_audience import own_audience
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.pledges_for_others import come_for
from palabre.home.digest.digest_content import what_is_new
from palabre.journal.hooks import notices
from palabre.journal.models import Entry
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import Choice
from palabre.meetings.polls.poll_answers import answer_poll as answer_poll
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.wiki.copies.page_licences import sign
from palabre.wiki.page_text import save_page_text
from tests.builders import (
    a_group,
    a_meeting,
    a_member,
    a_need,
    a_page,
    a_person,
    a_poll,
    a_question,
    a_space,
    an_action,
    entered,
)
from tests.erasing import erase
from tests.stewards import given_care

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOW = timezone.localtime().replace(hour=12)  # half a year ago was a day with one hour more
TODAY = timezone.localdate(NOW)
TEXT = re.compile(r"<[^>]+>")


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Quintric")


@pytest.fixture
def lifts(space, ines):
    return a_group(space, "Covoiturage", convened_by=(ines,))


@pytest.fixture
def orchard(space, malo):
    return a_group(space, "Vergers", convened_by=(malo,))


def read_by(person, address):
    """Return the words of the page as this person reads it, wherever it led; as a passer-by for nobody."""
    there = entered(Client(), person) if person else Client()
    page = there.get(address, follow=True).content.decode()
    return " ".join(TEXT.sub(" ", page).replace("\u00a0", " ").replace("\u202f", " ").split())


def a_steward(space):
    return given_care(a_member(space, "Anouk"))


def now_of(group):
    return Group.objects.get(pk=group.pk)


AWAY = {
    "it is awake": lambda group, other, by: lambda: None,
    "it sleeps": lambda group, other, by: (
        sleep.go_to_sleep(group, by=by, at=NOW) or (lambda: sleep.wake(group, by=by, at=NOW))
    ),
    "it ended": lambda group, other, by: (
        endings.end_group(group, endings.Left(), by=by, at=NOW) and (lambda: endings.undo_ending(group, by=by, at=NOW))
    ),
    "it lived in another": lambda group, other, by: (
        (edge := merge_groups(group, into=other, by=by, at=NOW)) and (lambda: undo_merge(edge, by=by, at=NOW))
    ),
}


@pytest.mark.parametrize("left", ["by a click", "with her name"])
@pytest.mark.parametrize("while_it", AWAY)
def test_invariant_01_a_group_that_is_awake_is_carried_or_looks_for_somebody(lifts, orchard, ines, while_it, left):
    """Nobody is held back: the last who carries leaves by one click, and the group says by itself that it looks."""
    anouk = a_steward(lifts.space)
    come_back = AWAY[while_it](lifts, orchard, anouk)

    if left == "by a click":
        entered(Client(), ines).post(reverse("you:role", args=[lifts.space.slug, lifts.memberships.get().pk]))
    else:
        erase(ines, at=NOW)
    come_back()

    assert RoleCall.objects.open().get().role == Role.CONVENER
    assert "On recherche une personne pour porter la question" in read_by(None, lifts.get_absolute_url())


def test_invariant_02_a_question_has_a_wording_and_none_is_ever_changed(space, ines):
    """No state closes the wordings: nobody edits one at any time, and a former one is said again as one more."""
    question = a_question(space, "Qui veille sur l’eau ?")
    said = [list(question.wordings.values())]

    made = reword(question, "Que devient la rivière ?", by=ines, at=NOW)
    said.append(list(question.wordings.order_by("number").values()))
    go_back(made, by=ines, at=NOW)

    after = list(question.wordings.order_by("number").values())
    assert (after[:1], after[:2]) == tuple(said)
    assert [one["text"] for one in after] == [
        "Qui veille sur l’eau ?",
        "Que devient la rivière ?",
        "Qui veille sur l’eau ?",
    ]


def test_invariant_03_what_was_merged_leads_on_with_a_sentence_and_never_in_a_circle(space, lifts, orchard, ines):
    last = a_group(space, "Le bourg")
    water, river = a_question(space, "Qui veille sur l’eau ?"), a_question(space, "Que devient la rivière ?")
    for one, into in ((lifts, orchard), (orchard, last)):
        merge_groups(one, into=into, by=ines, at=NOW)
    joining.merge_questions([water], into=river, by=ines, at=NOW)

    with pytest.raises(Refusal):
        merge_groups(last, into=lifts, by=ines, at=NOW)
    with pytest.raises(Refusal):
        joining.merge_questions([river], into=water, by=ines, at=NOW)

    assert "« Covoiturage » a rejoint « Le bourg »" in read_by(None, lifts.get_absolute_url())
    assert "« Qui veille sur l’eau ? » est devenue cette question" in read_by(None, water.get_absolute_url())


def test_invariant_04_a_merge_keeps_all_and_makes_nobody_a_contributor(space, lifts, orchard, ines):
    """Who was of the group that joins is told that she follows, and works in the other by a click, or never."""
    an_action(space, "Appeler la mairie", group=lifts)
    a_need(space, "Un minibus", group=lifts)
    a_page(space, "Notes du covoiturage", audience=own_audience(lifts))
    merge_groups(now_of(lifts), into=now_of(orchard), by=ines, at=NOW)
    made = list(Membership.objects.values_list("person", "group", "role"))

    page = read_by(ines, orchard.get_absolute_url())
    entered(Client(), ines).post(reverse("groups:going_on", args=[space.slug, orchard.pk]), {"role": Role.CONTRIBUTOR})

    assert (ines.pk, orchard.pk, Role.CONTRIBUTOR) not in made
    for kept in ("Vergers", "Covoiturage", "Appeler la mairie", "Un minibus", "Inès Courtois le suit depuis"):
        assert kept in page
    pages = reverse("wiki:pages", args=[space.slug])
    assert "Notes du covoiturage" in read_by(orchard.memberships.get(role=Role.CONVENER).person, pages)
    assert orchard.memberships.get(person=ines).role == Role.CONTRIBUTOR


def test_invariant_05_a_merge_asks_consent_of_one_who_carries_each_side(space, lifts, orchard, ines, malo):
    empty, anouk = a_group(space, "Le four"), a_member(space, "Anouk")
    both, one = (
        propose_merge(lifts, into=orchard, by=anouk, at=NOW),
        propose_merge(empty, into=orchard, by=anouk, at=NOW),
    )

    for proposal, side, who, when in (
        (both, lifts, malo, NOW),
        (both, orchard, anouk, NOW + NOTICE),
        (one, empty, anouk, NOW + NOTICE - datetime.timedelta(seconds=1)),
    ):
        with pytest.raises(Refusal):
            consent(proposal, side=side, by=who, at=when)
    consent(one, side=orchard, by=malo, at=NOW)
    consent(one, side=empty, by=anouk, at=NOW + NOTICE)
    consent(both, side=lifts, by=ines, at=NOW)

    assert (now_of(empty).lives_in, now_of(lifts).lives_in) == (orchard, None)
    assert consent(both, side=orchard, by=malo, at=NOW).target == orchard


def test_invariant_06_who_comes_is_never_counted_nor_added_to_votes(space, lifts, orchard):
    """Palabre counts neither: who comes is told by name, and moves no group before another."""
    lifts.questions.add(a_question(space, "Comment aller au bourg ? (12 voix)"))
    places = [lifts.get_absolute_url(), space.get_absolute_url(), reverse("home:question", args=[space.slug, 1])]
    places[2] = lifts.questions.get().get_absolute_url()
    before = [numbers_in(read_by(None, place)) for place in places]
    order = in_order(read_by(None, space.get_absolute_url()))

    for name in ("Nadia", "Odile", "Tarek", "Maud"):
        come_along(orchard, by=a_person(space, name), at=NOW, how=How("contribute", "large"))
        come_along(lifts, by=a_person(space, f"{name} aussi"), at=NOW)

    assert [numbers_in(read_by(None, place)) for place in places] == before
    assert in_order(read_by(None, space.get_absolute_url())) == order
    assert "contribue, à fond" in read_by(None, orchard.get_absolute_url())


def numbers_in(text):
    """The numbers of a text, without those of its days: news say when."""
    return sorted(re.findall(r"\b\d+\b(?!(?:er)?\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))", text))


def in_order(text):
    return sorted(("Covoiturage", "Vergers"), key=text.find)


def test_invariant_10_who_answered_a_need_never_says_that_it_is_met(space, lifts, ines, malo):
    need = say_need(lifts, "Un minibus", by=ines, at=NOW)
    come_along(lifts, by=malo, at=NOW)
    for who in (malo, a_member(space, "Hugo Ferreira")):
        answer_need(need, f"Celui de la commune, dit {who}.", by=who, at=NOW)
    door = reverse("groups:need_satisfaction", args=[space.slug, need.pk])

    refused = {entered(Client(), one.by).post(door).status_code for one in need.answers.select_related("by")}
    is_met = Need.objects.get().satisfied_at is not None
    entered(Client(), ines).post(door)

    assert (refused, is_met) == ({403, 409}, False)
    assert Need.objects.get().satisfied_by == ines


def test_invariant_11_what_nobody_took_is_to_be_taken_and_is_nobody_s_by_default(space):
    """Neither who looks after the whole, nor who typed it, nor whom the text names: only she who says so."""
    anouk = a_steward(space)
    minutes = "# Réunion\n\nMardi 13 octobre 2026\n\n### À faire\n\n- Réserver le minibus\n- Inès : appeler la mairie\n"

    import_minutes(space, minutes, by=anouk, on=TODAY)

    actions = list(Action.objects.all())
    assert (len(actions), {one.owner for one in actions}) == (2, {None})
    assert read_by(anouk, reverse("groups:actions", args=[space.slug])).count("Je m’en charge") == 2
    assert "à prendre" in read_by(anouk, actions[0].get_absolute_url())


def test_invariant_12_an_action_that_comes_back_is_the_same_and_says_how_often(space, ines):
    action = an_action(space)
    for days in (7, 21):
        meeting = a_meeting(space, on=TODAY + datetime.timedelta(days=days))
        prepare(meeting, by=ines, at=NOW)

    said = read_by(ines, reverse("meetings:agenda", args=[space.slug, meeting.pk]))

    assert (Action.objects.get(), action.carried_over.count()) == (action, 2)
    assert "déjà venue à 2 réunions" in said


def test_invariant_16_at_its_term_a_role_asks_and_silence_changes_nothing(lifts, ines):
    role = lifts.memberships.get()
    role.confirm(NOW - renewal.TERM)
    before = Membership.objects.values().get()

    for days in (0, 30, 800):
        renewal.ask_some(NOW + datetime.timedelta(days=days))

    assert "On continue ? Covoiturage" in read_by(ines, reverse("you:you", args=[lifts.space.slug]))
    assert Membership.objects.values().get() == before
    assert "Inès Courtois" in read_by(None, lifts.get_absolute_url())


def test_invariant_17_what_everybody_reads_has_its_licence_and_its_authors_as_they_wish(space, lifts, ines, malo):
    page = a_page(space, "La carte des sources")
    for number, one in enumerate((ines, malo), 1):
        save_page_text(page, f"Un texte, {number} fois.", base=number, by=one)
    sign(ines, "I. C., de Brennes")
    gathering, _who = announced()

    said = read_by(None, page.get_absolute_url())

    assert "Écrit par I. C., de Brennes." in said
    assert not {"Inès Courtois", "Malo Quintric"} & set(re.findall("Inès Courtois|Malo Quintric", said))
    for place in (page.get_absolute_url(), lifts.get_absolute_url(), gathering.open_address):
        assert re.search(r"icence CC BY-SA 4\.0", read_by(None, place))


def test_invariant_18_what_is_typed_for_somebody_says_for_whom_and_by_whom(space, lifts, ines, malo):
    poll = a_poll(space)
    come_for(lifts, "Odile Morvan", by=malo, at=NOW)
    say_weather(lifts, "sun", "Le minibus roule.", "", by=malo, at=NOW)
    answer_poll(poll, {poll.options.first().pk: Choice.YES}, by=a_person(space, "Tarek"), at=NOW, typed_by=malo)

    said = read_by(None, lifts.get_absolute_url())

    assert "Odile a dit « j’y vais » saisi par Malo Quintric" in said
    assert "saisi pour le groupe par Malo Quintric" in said
    assert "Tarek (réponse saisie par Malo Quintric)" in read_by(ines, poll.get_absolute_url())


def test_invariant_19_observers_receive_the_same_news_as_contributors(space, lifts, orchard, ines):
    them = [a_member(space, role) for role in (Role.OBSERVER, Role.CONTRIBUTOR)]
    for one in them:
        lifts.welcome(one, role=one.name)

    come_along(lifts, by=a_person(space, "Nadia"), at=NOW)
    answer_need(say_need(lifts, "Un minibus", by=ines, at=NOW), "Le nôtre.", by=a_person(space, "Tarek"), at=NOW)
    publish_news(lifts, "Le minibus roule.", form_token="", by=ines, at=NOW)
    merge_groups(lifts, into=orchard, by=ines, at=NOW)

    watched, worked = (news_to(one) for one in them)
    assert watched == worked
    assert len(worked) > 3
    for entry in Entry.objects.filter(verb__in=notices):
        told = {one.pk for one in notices[entry.verb](entry)}
        assert len(told & {one.pk for one in them}) in (0, 2)


def news_to(person):
    brief = what_is_new(Reader(person.space, person, TODAY), since=0, until=10**9, to=person)
    return [line.sentence for part in brief.parts for line in part.lines]


@pytest.mark.parametrize("role", Role.values)
def test_invariant_20_leaving_takes_one_click_and_asks_no_reason(space, orchard, ines, role):
    mine = orchard.welcome(ines, role=role)
    come_along(orchard, by=ines, at=NOW)
    door = reverse("you:role", args=[space.slug, mine.pk])
    her = entered(Client(), ines)
    form = re.search(rf'<form[^>]*action="{door}">.*?</form>', her.get(f"/s/{space.slug}/you/").content.decode(), re.S)

    her.post(door)
    her.post(reverse("groups:staying_away", args=[space.slug, orchard.pk]))

    assert re.findall(r"<(?:input|textarea|select)[^>]*name=\"(\w+)", form[0]) == []
    assert not Membership.objects.held().filter(person=ines).exists()
    assert not Pledge.objects.exists()
