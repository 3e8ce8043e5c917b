"""What minutes in preparation say weighs on nothing that others read, write or propose."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.log.group_log import inquire
from palabre.groups.models import Deliverable, Inquiry, Intention, MergeProposal, Need, RoleCall
from palabre.groups.needs.new_need import say_need
from palabre.groups.outputs.deliverables import OutputDetails, make
from palabre.groups.outputs.intentions import adopt, intend
from palabre.groups.roles.succession import look_for_convener
from palabre.minutes.doubts.doubt_answers import settle_doubt
from palabre.minutes.doubts.tests.answers import doubt_of
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.margin.tests.margin_of import PAD, at, reply
from palabre.minutes.tests.scene import TWIN, brought, sent
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "Que chacun puisse cueillir les pommes du verger en paix"
TEXT = f"# Réunion du 3 mars 2026\n\n{WORDS}.\n"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Riou")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


def said_in_secret(malo, group, *, kind="intention"):
    """Malo makes the intention, or an output, of the group from words of a page that he alone reads."""
    page, his = sent(malo, TEXT).page, entered(Client(), malo)
    his.post(at(page, "readings/"), {"words": WORDS, "line": 3, "kind": kind}, headers=PAD)
    return reply(his, page, "De quel groupe ?", str(group.pk))


def test_words_of_such_a_page_become_no_intention_of_a_group_that_others_read(group, malo):
    answer = said_in_secret(malo, group)

    assert answer.status_code == 409
    assert "ne lisent pas encore" in answer.content.decode()
    assert not Intention.objects.exists()


def test_once_its_minutes_are_open_they_do(group, malo):
    open_to_space(sent(malo, TEXT), by=malo, at=timezone.now())
    his, page = entered(Client(), malo), malo.space.page_set.get()

    his.post(at(page, "readings/"), {"words": WORDS, "line": 3, "kind": "intention"}, headers=PAD)
    reply(his, page, "De quel groupe ?", str(group.pk))

    assert group.intentions.get().text == WORDS


def test_an_intention_that_a_few_read_leaves_that_of_the_group_on_its_page_and_in_its_hands(group, ines, malo):
    intend(group, "Que le verger vive.", after=0, by=ines, at=timezone.now())
    unread = {"space": group.space, "audience": Audience.of_persons(malo), "group": group, "number": 2}
    Intention.objects.create(text=WORDS, by=malo, at=timezone.now(), **unread)

    adopt(group, 1, by=ines, at=timezone.now())
    read = entered(Client(), ines).get(group.get_absolute_url()).content.decode()
    after = intend(group, "Que le verger vive longtemps.", after=1, by=ines, at=timezone.now())

    assert ("Que le verger vive." in read, after.number) == (True, 3)


@pytest.fixture
def secret(space, ines, malo):
    """A merger of two groups of all, said by minutes that Malo alone reads."""
    open_to_space(brought(ines), by=ines, at=timezone.now())
    MergeProposal.objects.all().delete()
    his = brought(malo, TWIN.replace("28 mars 2023", "30 mai 2023").replace("13 mars", "13 mai"))
    doubt = doubt_of(his, "merge_who")
    settle_doubt(doubt, doubt.facts["choices"][0][0], by=malo, at=timezone.now())
    return MergeProposal.objects.get()


def test_a_merger_that_others_do_not_read_keeps_nobody_from_proposing_it(secret, space, ines):
    typed = {"other": secret.target_id, "way": "there", "words": "", "form_token": "q" * 24}
    hers = entered(Client(), ines)

    said = hers.post(reverse("groups:new_merging", args=[space.slug, secret.source_id]), typed).headers["Location"]

    assert hers.get(said).status_code == 200
    assert MergeProposal.objects.visible_to(ines).get().by == ines
    assert "sur-les-cantines" not in said


SAME = {
    "need": (Need, lambda group, by: say_need(group, WORDS, by=by, at=timezone.now())),
    "line": (Inquiry, lambda group, by: inquire(group, WORDS, by=by)),
    "output": (
        Deliverable,
        lambda group, by: make(group, OutputDetails(WORDS), form_token="", by=by, at=timezone.now()),
    ),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_words_that_others_do_not_read_are_not_the_same_thing(kind, group, ines, malo):
    model, act = SAME[kind]
    words = {"title": WORDS, "at": timezone.now()} if model is Deliverable else {"text": WORDS}
    model.objects.create(space=group.space, audience=Audience.of_persons(malo), group=group, **words)

    made = act(group, ines)

    assert model.objects.visible_to(ines).get() == made


def test_a_call_that_others_do_not_read_keeps_nobody_from_being_looked_for(space, group, ines, malo):
    a_role_call(space, role="convener", group=group, audience=Audience.of_persons(malo))
    group.memberships.update(until=timezone.localdate())
    assert may_decide(malo, group)

    call = look_for_convener(group, at=timezone.now())

    assert RoleCall.objects.visible_to(ines).get() == call
