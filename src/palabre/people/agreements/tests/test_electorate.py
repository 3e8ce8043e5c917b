"""One human who has two names in a space says no two yeses while anybody else counts, whatever she does alone."""

import datetime
from contextlib import suppress

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from palabre.groups.group_access import may_decide
from palabre.groups.models import Group, RoleOffer
from palabre.groups.questions import new_question
from palabre.groups.roles import convener_answers, role_offers
from palabre.groups.roles.greetings import greet_by_hand
from palabre.groups.roles.pledges import come_along
from palabre.groups.roles.pledges_for_others import come_for
from palabre.people.agreements import agreements
from palabre.people.agreements.electorate import are_two, electorate
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ACTS = ("begin", "come", "greet", "propose", "take", "type_for_her", "write_minutes", "answer", "as_her", "wait")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.booleans(), st.integers(0, 3)), max_size=14)
TWO_GROUPS = [("begin", False, 0), ("begin", True, 0), ("wait", False, 0)]
BY_HER_SQUARE = [*TWO_GROUPS, ("as_her", True, 1), ("as_her", False, 2)]
EACH_OTHER_S = [*TWO_GROUPS, ("come", False, 2), ("come", True, 1), ("greet", False, 1), ("greet", True, 2)]


class TwoNames:
    def __init__(self, space, real):
        self.space, self.real = space, real
        self.names = [a_member(space, "Kilian"), a_member(space, "Kilian Bis")]
        self.at = timezone.now()

    def do(self, act, is_second, which):
        me, other = self.names[is_second], self.names[not is_second]
        groups = list(Group.objects.filter(space=self.space).order_by("pk"))
        with suppress(Refusal):
            getattr(self, act)(me, other, groups[which % len(groups)])

    def begin(self, me, other, group):
        new_question.ask_question(self.space, f"Et si {me} ?", by=me, on=timezone.localdate(), carried=True)

    def come(self, me, other, group):
        come_along(group, by=me, at=self.at)

    def greet(self, me, other, group):
        greet_by_hand(group, other, by=me, at=self.at)

    def propose(self, me, other, group):
        for one in (me, other):
            if may_decide(me, group):
                role_offers.propose_role(group, "co_convener", to=one, by=me, at=self.at)

    def take(self, me, other, group):
        for offer in RoleOffer.objects.filter(person=me, closed_at=None):
            role_offers.take(offer, by=me, at=self.at)

    def type_for_her(self, me, other, group):
        come_for(group, self.real.name, by=me, at=self.at)

    def write_minutes(self, me, other, group):
        for one in (me, other, self.real):
            group.welcome(one, role="convener")

    def answer(self, me, other, group):
        convener_answers.answer_as_convener(group, "yes", by=me, at=self.at)

    def as_her(self, me, other, group):
        """He shows her square, and scans it himself."""
        her = Person.objects.get(pk=self.real.pk)
        her.vouched_by = (me,)
        for act in (self.come, self.take, self.greet, self.propose):
            with suppress(Refusal):
                act(her, other, group)

    def wait(self, me, other, group):
        self.at += DAY

    def say_yes(self):
        for one in self.names * 2:
            with suppress(Refusal):
                agreements.say_yes(self.space, "close", by=one, at=self.at)


def since_long(person):
    Person.objects.filter(pk=person.pk).update(joined_at=timezone.now() - 10 * DAY)
    return person


def a_real_group(real, other):
    """She carries it for long, by her own word, and another came to it."""
    group = a_group(real.space, convened_by=(real,))
    convener_answers.answer_as_convener(group, "yes", by=real, at=timezone.now())
    come_along(group, by=other, at=timezone.now())


@settings(deadline=None, max_examples=often(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=TWO_GROUPS, has_founded=False)
@example(steps=TWO_GROUPS, has_founded=True)
@example(steps=EACH_OTHER_S, has_founded=False)
@example(steps=BY_HER_SQUARE, has_founded=False)
@given(steps=STEPS, has_founded=st.booleans())
def test_one_human_under_two_names_never_says_two_yeses(steps, has_founded):
    space = a_space(f"Val {Space.objects.count()}", public=True)
    founders = [a_member(space, "Kilian Premier")] if has_founded else []
    real = since_long(a_member(space, "Jeanne Morvan"))
    a_real_group(real, a_member(space, "Ewen Tréguier"))
    human = TwoNames(space, real)
    human.names[: len(founders)] = founders

    for step in steps:
        human.do(*step)
    human.say_yes()

    assert real in electorate(space, at=human.at)
    assert Space.objects.get(pk=space.pk).is_public
    assert not are_two(*(one.pk for one in human.names), space, at=human.at)


def test_somebody_else_who_comes_to_the_group_that_she_carries_makes_them_two():
    space = a_space()
    founder, carrier = a_member(space, "Odile Tanneguy"), since_long(a_member(space, "Inès Courtois"))
    new_question.ask_question(space, "Et si on se parlait ?", by=carrier, on=timezone.localdate(), carried=True)
    before = are_two(founder.pk, carrier.pk, space, at=timezone.now())

    come_along(Group.objects.get(), by=a_member(space, "Ewen Tréguier"), at=timezone.now())

    assert (before, are_two(founder.pk, carrier.pk, space, at=timezone.now())) == (False, True)
