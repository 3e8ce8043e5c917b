"""Queries for the permissions of a day, which run none: who hosts it, and its locked row."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.forums import permissions
from palabre.forums.day.day_bell import bell
from palabre.forums.models import ForumDay, Report, Sheet
from palabre.groups.questions.question_access import looks_after
from palabre.groups.steward_rights import cares_by_own_click, has_given_care
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed


def hosts(person: Person | None, day: ForumDay) -> bool:
    """Return whether the person hosts the day. `day.forum` is loaded.

    The care of a space that one took up alone makes nobody a host of a day that others prepared.
    """
    if person is None:
        return False
    is_accepted = day.hosts.filter(person=person, accepted_at__isnull=False).exists()
    return permissions.can_host(person, day, is_accepted=is_accepted, cares=has_given_care(person))


def is_left_alone(day: ForumDay) -> bool:
    """Return whether nobody hosts the day any longer: neither who prepared it, a host, nor a steward is a member now.

    Who took up the care of the space alone hosts nothing by that. Few queries.
    """
    members = Person.objects.filter(space=day.forum.space_id, joined_at__isnull=False, same_as=None)
    accepted = Q(pk__in=day.hosts.filter(accepted_at__isnull=False).values("person"))
    if members.filter(Q(pk=day.by_id) | accepted).exists():
        return False
    return all(cares_by_own_click(one) for one in members.filter(steward_since__isnull=False))


def may_accept(person: Person | None, day: ForumDay) -> bool:
    """Return whether the person may accept those who help: a host; any member, where nobody hosts any longer."""
    return hosts(person, day) or (permissions.can_host_once_accepted(person, day) and is_left_alone(day))


def hosted(day: ForumDay, *, by: Person) -> ForumDay:
    """Lock the space and return the fresh day. Raise a Refusal if `by` does not host it, or if it is gone."""
    now = day_for_update(day)
    refuse_unless_host(now, by)
    return now


def refuse_unless_host(day: ForumDay, by: Person) -> None:
    if not hosts(by, day):
        raise Refusal(
            _("Those who host this forum do it."), instead=_("Say “I’m helping today” on its page: a host accepts you.")
        )


def day_for_update(day: ForumDay) -> ForumDay:
    """Lock the space and return the fresh day. Raise a Refusal if it is gone."""
    Space.hold(day.forum.space_id)
    bell.ring(day.forum_id)
    now = ForumDay.objects.select_related("forum__space", "forum__audience").filter(pk=day.pk).first()
    if now is None:
        raise removed()
    return now


def looks_after_sheet(person: Person | None, sheet: Sheet) -> bool:
    return permissions.can_look_after_sheet(person, sheet, hosts=hosts(person, sheet.day))


def may_reword_sheet(person: Person | None, sheet: Sheet) -> bool:
    """Return whether the person may change the words of the question.

    Once a group carries it, or for who asked it once the day is closed, its own page decides (`looks_after`).
    """
    if not looks_after_sheet(person, sheet):
        return False
    is_carried = sheet.question.groups.exists()
    if hosts(person, sheet.day) and not is_carried:
        return True
    is_settled = is_carried or sheet.day.closed_at is not None
    return looks_after(person, sheet.question) if is_settled else True


def may_report_sheet(person: Person | None, sheet: Sheet) -> bool:
    """Return whether the person may say what was said there; what somebody else wrote is changed by hosts alone.

    What a desk of the newsroom wrote is nobody's: the person who asked the question changes it too.
    """
    if hosts(person, sheet.day):
        return True
    if not may_reword_sheet(person, sheet):
        return False
    return not Report.objects.filter(sheet=sheet, by__isnull=False).exclude(by=person).exists()


def own_sheet(sheet: Sheet, *, by: Person, may: Callable[[Person, Sheet], bool] = looks_after_sheet) -> Sheet:
    """Lock the space and return the fresh sheet, with its day. Raise a Refusal if `by` may not change it."""
    now = sheet_for_update(sheet)
    if not may(by, now):
        raise Refusal(
            _("Question %(number)s is looked after by the person who asked it.") % {"number": now.number}
            if may is looks_after_sheet
            else _("Others answer for question %(number)s now.") % {"number": now.number},
            instead=_("Speak to that person, or to somebody who hosts the forum."),
        )
    return now


def sheet_on_wall(sheet: Sheet, *, by: Person) -> Sheet:
    """Return the locked sheet that `by` looks after. Raise a Refusal once the day is closed: its wall stays."""
    now = own_sheet(sheet, by=by)
    refuse_when_closed(now.day)
    return now


def refuse_when_closed(day: ForumDay) -> None:
    if day.closed_at is not None:
        raise Refusal(
            _("The day of this forum is closed."), instead=_("Its groups go on, and other questions wait for somebody.")
        )


def sheet_for_update(sheet: Sheet) -> Sheet:
    """Lock the space and return the fresh sheet, with its day. Raise a Refusal if it is gone."""
    Space.hold(sheet.day.forum.space_id)
    bell.ring(sheet.day.forum_id)
    rows = Sheet.objects.select_related("day__forum__space", "day__forum__audience", "question")
    now = rows.filter(pk=sheet.pk).first()
    if now is None:
        raise removed()
    return now
