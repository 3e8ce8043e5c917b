"""Actions that a personal link shows to its person, on their own page or beside another thing."""

from __future__ import annotations

from django.db.models import Q

from palabre.groups.models import Action, ActionQuerySet, Group
from palabre.home.personal_links.personal_link import Opened
from palabre.people.models import AudienceKind


def action_of_link(opened: Opened) -> ActionQuerySet:
    """Return the actions that the person may answer by this link: the one it opens, or those offered or taken.

    A member's link that somebody else holds too gives no action beside the one it opens.
    """
    rows = Action.objects.filter(space=opened.link.space).select_related("owner", "offered_by")
    if opened.is_action:
        return rows.filter(pk=opened.thing.pk)
    if opened.is_shared and opened.person.is_member:
        return rows.none()
    is_told_her = ~Q(audience__kind=AudienceKind.SEATS) | opened.reader.readable()
    return rows.open().filter(is_told_her, opened.reader.also(), Q(offered_to=opened.person) | Q(owner=opened.person))


def offered(opened: Opened) -> list[Action]:
    """Return the actions that wait for the person's yes or no, beside what the link opens."""
    if opened.is_action:
        return []
    return list(action_of_link(opened).filter(offered_to=opened.person, owner=None).order_by("pk"))


def group_of_action(opened: Opened, action: Action) -> Group | None:
    """Return the group of the action that the link opens; None where who reads the action may not read it."""
    return opened.rows(Group).filter(pk=action.group_id).first()  # type: ignore[no-any-return]
