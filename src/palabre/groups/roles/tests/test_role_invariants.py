"""Whatever people do with roles, in whatever order: a group is carried, or looks for somebody; nobody is forced."""

import contextlib

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.groups.life import endings, sleep
from palabre.groups.life.endings import Left
from palabre.groups.lineage import merge
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.models import CARRYING, Group, GroupLineage, Level, Membership, Pledge, Role, RoleCall, RoleOffer
from palabre.groups.roles import convener_answers, filled_calls, handover, renewal, role_offers
from palabre.groups.roles.pledges import How, come_along, stay_away
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_space
from tests.erasing import erase
from tests.lengths import often

pytestmark = pytest.mark.django_db
ACTS = ("come", "stay away", "leave", "take up", "go on", "hand on", "propose", "yes", "no", "fill", "unfill")
LIFE = ("sleep", "wake", "end", "resume", "merge", "part", "erase")
STEPS = st.lists(
    st.tuples(st.sampled_from(("leave", *ACTS, *LIFE)), st.integers(0, 2), st.sampled_from(list(Level))), max_size=16
)


def step(act, group, her, level, others, said):  # long: one table, from the name of an act to the act
    now = timezone.now()
    role = Membership.objects.filter(group=group, person=her).order_by("-pk").first()
    offer = RoleOffer.objects.filter(person=her, closed_at=None).first()
    call = RoleCall.objects.open().filter(group=group).first()
    over = RoleCall.objects.filter(group=group, filled_at__isnull=False).first()
    match act:
        case "come":
            come_along(call or group, by=her, at=now, how=How(level))
            said.add((her.pk, level))
        case "stay away":
            stay_away(call or group, by=her, at=now)
        case "leave" | "take up" | "go on" if role:
            {"leave": convener_answers.leave_role, "take up": convener_answers.take_up, "go on": renewal.go_on}[act](
                role, by=her, at=now
            )
        case "hand on" if role:
            handover.hand_on(role, to=others[0], by=her, at=now)
        case "propose":
            role_offers.propose_role(group, Role.CO_CONVENER, to=others[0], by=her, at=now)
        case "yes" if offer:
            role_offers.take(offer, by=her, at=now)
            said.add((her.pk, offer.role))
        case "no" if offer:
            role_offers.decline_role(offer, by=her, at=now)
        case "fill" if call and (found := Pledge.objects.filter(call=call).last()):
            filled_calls.fill(call, by=her, at=now, found=found)
        case "unfill" if over:
            filled_calls.unfill(over, by=her, at=now)
        case _:
            live(act, group, her, now)


def live(act, group, her, now):
    """Have the group rest, end, join another, and come back, by who carries it; or take her name away."""
    edge = GroupLineage.objects.standing().filter(source=group).first()
    carries = Membership.objects.held().carrying().filter(group=group).first()
    her = carries.person if carries and act != "erase" else her
    match act:
        case "sleep":
            sleep.go_to_sleep(group, by=her, at=now)
        case "wake":
            sleep.wake(group, by=her, at=now)
        case "end":
            endings.end_group(group, Left(), by=her, at=now)
        case "resume":
            endings.undo_ending(group, by=her, at=now)
        case "merge":
            merge.merge_groups(group, into=Group.objects.get(space=group.space_id, title="L’autre"), by=her, at=now)
        case "part" if edge:
            undo_merge(edge, by=her, at=now)
        case "erase":
            erase(her, at=now)


@settings(max_examples=often(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_invariant_1_and_nobody_holds_what_she_did_not_say(steps):
    space = a_space()
    persons = [a_member(space, f"Personne {number}") for number in range(3)]
    group = a_group(space, convened_by=(persons[0],))
    a_group(space, "L’autre")
    said = {(persons[0].pk, Role.CONVENER)}

    for act, who, level in steps:
        with contextlib.suppress(Refusal):
            step(act, Group.objects.get(pk=group.pk), persons[who], level, [persons[(who + 1) % 3]], said)

        held = Membership.objects.held().filter(group=group)
        looks = RoleCall.objects.open().filter(group=group, role__in=CARRYING)
        assert held.carrying().exists() or looks.exists() or not Group.objects.get(pk=group.pk).is_awake
        words = {Role.CONVENER: Level.CARRY, Role.CO_CONVENER: Level.CO_CARRY}
        for role in held:
            assert said & {(role.person_id, role.role), (role.person_id, words.get(Role(role.role)))}
