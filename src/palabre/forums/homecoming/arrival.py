"""Bring a forum home: what its file says that is new comes into the space, in one transaction, without doubles.

A row that is here already is known by its name (uid). What nobody changed here follows the file; what was changed on
both sides stays as it is here, and is told. What was removed here does not come back. Nothing is deleted.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums import permissions
from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.day.host_rights import hosted
from palabre.forums.homecoming.arrival_rows import ArrivalRows
from palabre.forums.homecoming.brought_photos import drawn_photos
from palabre.forums.homecoming.carried_file import NotAForum, read_carried
from palabre.forums.homecoming.carried_forum import DAY, HOUR, PLACE, SHEET, CarriedForum
from palabre.forums.homecoming.clean_texts import CleanTexts
from palabre.forums.homecoming.row_names import RowNames, day_named
from palabre.forums.homecoming.row_writer import RowWriter, is_code_taken
from palabre.forums.homecoming.told_day import ToldDay
from palabre.forums.homecoming.waiting_files import content_of, drop_file, keep_file, make_room
from palabre.forums.models import ForumDay, Homecoming
from palabre.forums.outcome.carrier_letters import write_to_carriers
from palabre.forums.outcome.closure import close_day
from palabre.forums.wall.wall_lines import Hours, Spot
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed
from palabre.web.outages.time_limits import HeldTooLong
from palabre.wiki.attachments.file_deletion import drop_unneeded

MOST_IN_A_DAY = 20  # files of one person
MOST_LETTERS = 60  # that a homecoming writes: nobody else writes meanwhile


def receive_file(space: Space, content: bytes, *, by: Person, at: datetime.datetime) -> Homecoming:
    """Keep a file until its bearer saw what it holds. Raise a Refusal for what is no forum, and for who may not."""
    refuse_unless_prepares(by, space)
    read_carried(content)
    with transaction.atomic():
        Space.hold(space.pk)
        mine = Homecoming.objects.filter(space=space, by=by)
        if mine.filter(at__gt=at - datetime.timedelta(days=1), at__lte=at).count() >= MOST_IN_A_DAY:
            raise Refusal(_("You have brought many files since yesterday."), instead=_("Bring this one tomorrow."))
        made = Homecoming.objects.create(space=space, by=by, at=at)
        keep_file(made, content)
        make_room(made)
        Space.touch(space.pk)
    return made


def refuse_unless_prepares(by: Person, space: Space) -> None:
    if not permissions.can_prepare(by, space):
        raise Refusal(_("Only members of this space bring a forum home."))


def day_for_file(forum: CarriedForum, space: Space, *, by: Person) -> ForumDay | None:
    """Return the day that the file completes, locked; None for a new forum. Raise a Refusal to who does not host it."""
    known = day_named(space, forum.day.uid)
    return hosted(known, by=by) if known is not None else None


def bring_home(
    homecoming: Homecoming, same: Collection[str], *, by: Person, at: datetime.datetime, origin: str
) -> Homecoming:
    """Bring the forum of this file home. Idempotent.

    `same` are the uids of people whom `by` says to be those who bear their name here.
    """
    if homecoming.brought_at is not None:
        return homecoming
    content = content_of(homecoming)
    forum = read_carried(content)
    known = day_named(homecoming.space, forum.day.uid)
    photos = drawn_photos(content, forum, known, by=by, at=at)
    clean = CleanTexts(homecoming.space)
    clean.read(forum)
    try:
        with transaction.atomic():
            now = fresh_homecoming(homecoming, by=by)
            if now.brought_at is None:
                day, is_new = day_for_file(forum, now.space, by=by), known is None
                if (day is None) is not is_new:
                    raise removed(_("Give the file again."))
                clean = clean.now()
                day = day or begun(forum, now.space, clean, by=by)
                rows = ArrivalRows(now, forum, photos, RowWriter(day, RowNames.of(day), clean, by, at))
                arrive(rows, same, is_new=is_new)
                close_again(rows)
    finally:
        drop_unneeded({one.digest for one in photos.drawn.values()})
    photos.store()  # written again in case these bytes were dropped meanwhile
    drop_file(homecoming)
    write_letters(now, by=by, at=at, origin=origin)
    return now


def write_letters(homecoming: Homecoming, *, by: Person, at: datetime.datetime, origin: str) -> None:
    """Write to those who carry a group by it, once others may write again. Hosts have the page of letters for more.

    What the clock ends here says nothing: the forum is home, and the next letters may wait.
    """
    day = ForumDay.objects.select_related("forum__space", "forum__audience").filter(homecomings=homecoming).first()
    with contextlib.suppress(Refusal, HeldTooLong):
        if day is not None and day.closed_at is not None:
            write_to_carriers(day, by=by, at=at, origin=origin, most=MOST_LETTERS)


def fresh_homecoming(homecoming: Homecoming, *, by: Person) -> Homecoming:
    """Lock the space and return the fresh row. Raise a Refusal to who did not bring the file."""
    Space.hold(homecoming.space_id)
    now = Homecoming.objects.select_related("space").filter(pk=homecoming.pk, by=by).first()
    if now is None:
        raise removed(_("Give the file again."))
    refuse_unless_prepares(by, now.space)
    return now


def begun(forum: CarriedForum, space: Space, clean: CleanTexts, *, by: Person) -> ForumDay:
    """Begin the forum of the file: its theme, its date, its wall, its code where no other forum has it."""
    (theme, held_on), (venue, at) = forum.day.facets["theme"], forum.day.facets["venue"]
    times = [[datetime.time.fromisoformat(one) for one in row.facets["time"]] for row in forum.of(HOUR).values()]
    places = [map(clean.line, row.facets["place"]) for row in forum.of(PLACE).values()]
    plan = Plan(
        clean.line(theme),
        datetime.date.fromisoformat(held_on) if held_on else None,
        datetime.time.fromisoformat(at) if at else None,
        clean.line(venue),
        tuple(Hours(*one) for one in times),
        tuple(Spot(*one) for one in places),
    )
    made = prepare_forum(space, plan, by=by)
    day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=made)
    code = forum.day.facets["code"]
    if code is not None and not is_code_taken(code, space=space, besides=day):
        day.be_joined_by(code)
    names = RowNames.of(day)
    names.call(DAY, day.pk, forum.day.uid)
    for kind, rows in ((HOUR, day.slots), (PLACE, day.places)):
        for uid, number in zip(forum.of(kind), rows.order_by("position").values_list("pk", flat=True), strict=True):
            names.call(kind, number, uid)
    names.keep()
    return day


def arrive(rows: ArrivalRows, same: Collection[str], *, is_new: bool) -> None:
    """Write the rows of the file, and what this did, for its undo."""
    writing, forum = rows.writing, rows.forum
    day, names = writing.day, writing.names
    refuse_other_kinds(forum, names)
    reader = Reader.here(day.forum.space, writing.by)
    here = ToldDay(day, reader, names).forum()
    rows.write_all(here, same)
    told = ToldDay(day, reader, names).forum()
    names.keep()
    rows.keep_traces(told)
    now = rows.homecoming
    now.day, now.brought_at, now.made_day = day, writing.at, is_new
    now.square_key = forum.day.facts["square"] or ""
    now.facts = rows.facts(here, is_new=is_new) | {"prepared": told.prepared()}
    if forum.day.facts["closed"] and has_open_dots(day):
        now.facts["stays_open"] = True
    now.save()
    record("forum.brought_home", day.forum, by=writing.by)


def refuse_other_kinds(forum: CarriedForum, names: RowNames) -> None:
    """Raise a Refusal where the file gives the name of a row here to one of another kind."""
    for kind, rows in {**forum.rows, DAY: {forum.day.uid: forum.day}}.items():
        if any(uid in names.by_uid and names.by_uid[uid].kind != kind for uid in rows):
            raise NotAForum(_("This file does not agree with the forum that is here."))


def close_again(rows: ArrivalRows) -> None:
    """Close the day where the file says so, by the act that closes any day, unless it was opened again here since.

    Where it is closed already, people and sheets that are new come to their groups by it.
    """
    now, writing = rows.homecoming, rows.writing
    day = ForumDay.objects.select_related("forum__space", "forum__audience").get(pk=writing.day.pk)
    closed_at = day.closed_at
    if not rows.forum.day.facts["closed"] or not (rows.has_new if closed_at else is_to_be_closed(day)):
        return
    day.close(None)
    close_day(day, titles_in(rows.forum, writing), by=writing.by, at=writing.at)
    if closed_at is not None:
        day.close(closed_at)
    now.closed_day = closed_at is None
    now.save(update_fields=["closed_day"])


def is_to_be_closed(day: ForumDay | None) -> bool:
    """Return whether the day is open, and was not opened again here after an earlier homecoming closed it.

    While its dots are open a host alone closes it, by the screen that says that they end.
    """
    if day is None or day.closed_at is not None or has_open_dots(day):
        return day is None
    return not Homecoming.objects.filter(day=day, closed_day=True, undone_at=None).exists()


def has_open_dots(day: ForumDay) -> bool:
    vote = vote_of(day)
    return vote is not None and vote.is_open


def titles_in(forum: CarriedForum, writing: RowWriter) -> Mapping[int, str]:
    """Return the names of groups by the number that their sheet has here, without removed names."""
    row_of = writing.names.row_of
    from_here = {row_of(uid): writing.clean.line(one.facts["group"]) for uid, one in forum.of(SHEET).items()}
    rows = writing.day.sheets.filter(pk__in=[one for one in from_here if one]).values_list("pk", "number")
    return {number: from_here[row] for row, number in rows}
