"""Actions that a personal link shows to its person, on their own page or beside another thing."""

from __future__ import annotations

from django.db.models import Q

from palabre.groups.models import Action, ActionQuerySet, Group
from palabre.home.personal_links.personal_link import Opened
from palabre.journal.models import Entry, kind_of
from palabre.people.duplicates.own_spellings import names_they_came_by
from palabre.people.models import AudienceKind

WHO_HAS_IT = ("action.offered", "action.left_hanging", "action.taken", "action.left", "action.shared")


def action_of_link(opened: Opened) -> ActionQuerySet:
    """Return the actions that the person may answer by this link: the one it opens, or those offered or taken.

    The link that Palabre mailed with a request opens it as long as it is theirs to answer (`is_theirs_to_answer`).
    A member's link that somebody else holds too gives no action beside the one it opens.
    """
    rows = Action.objects.filter(space=opened.link.space).select_related("owner", "offered_by")
    is_asked = Q(offered_to=opened.person) | Q(owner=opened.person)
    if opened.is_action:
        found = rows.filter(pk=opened.thing.pk)
        return found if is_theirs_to_answer(opened) else found.filter(opened.reader.readable() & opened.reader.also())
    if opened.is_shared and opened.person.is_member:
        return rows.none()
    is_told_her = ~Q(audience__kind=AudienceKind.SEATS) | opened.reader.readable()
    return rows.open().filter(is_told_her, opened.reader.also(), is_asked)


def is_theirs_to_answer(opened: Opened) -> bool:
    """Return whether the person is asked to take the action, has it, or said the last word on who has it.

    A link that a member made is theirs to close; nobody made the one that Palabre mailed.
    """
    action, names = opened.thing, names_they_came_by(opened.person)
    if opened.link.made_by_id is not None or not names.isdisjoint((action.offered_to_id, action.owner_id)):
        return True
    said = Entry.objects.filter(subject_kind=kind_of(Action), subject_id=action.pk, verb__in=WHO_HAS_IT)
    return said.order_by("-pk").values_list("by", flat=True).first() in names


def offered(opened: Opened) -> list[Action]:
    """Return the actions that wait for the person's yes or no, beside what the link opens."""
    if opened.is_action:
        return []
    return list(action_of_link(opened).filter(offered_to=opened.person, owner=None).order_by("pk"))


def group_of_action(opened: Opened, action: Action) -> Group | None:
    """Return the group of the action that the link opens; None where who reads the action may not read it."""
    return opened.rows(Group).filter(pk=action.group_id).first()  # type: ignore[no-any-return]
