"""A forum that is played in one space and brought home into another one: nothing but its file goes between them."""

from django.utils import timezone

from palabre.forums.ballots.day_dots import have_dots, open_dots
from palabre.forums.ballots.own_ballot import put_dot
from palabre.forums.homecoming.arrival import bring_home, receive_file
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.models import ForumDay, ServedCode
from palabre.forums.outcome.reports import report_text
from palabre.forums.outcome.sheet_pledges import pledge_for
from palabre.forums.tests.scene import AT, prepared, typed, written
from palabre.groups.roles.pledges import How
from palabre.people.guests import welcome
from palabre.people.reader import Reader
from tests.builders import a_member, a_space

ORIGIN = "https://palabre.example"


def played():
    """Return the day of a forum with two questions, a report, places and three people, and who hosts it."""
    day, host = prepared()
    written(day, host, 12, "Qui conduit le mercredi ?", asked_by="Odile Marchand")
    written(day, host, 7, "Où garer les vélos ?")
    typed(day, host, "12 2 B")
    report_text(day.sheets.get(number=12), "On a dessiné les trajets.", by=host, at=AT)
    goes_on(day, host, 12, "Hugo Perrin", carries=True, how=How(reply_to="hugo@example.org"))
    goes_on(day, host, 12, "Inès Aubry", words="Le jeudi")
    passing = welcome(day.forum.space, "Léo", form_token="de passage", at=AT)
    day.sheets.get(number=7).pledges.create(person=passing, at=AT)
    return day, host


def goes_on(day, host, number, name, *, carries=False, **more):
    return pledge_for(day.sheets.get(number=number), name, by=host, at=AT, carries=carries, **more)


def a_server(*, public=True):
    """Return the space on the server, and a member of it."""
    space = a_space("Le val", public=public)
    return space, a_member(space, "Nadège Kerouanton")


def brought(content, space, by, *, same=()):
    """Bring the file to the space; return the homecoming and its day as it is now."""
    got = receive_file(space, content, by=by, at=timezone.now())
    done = bring_home(got, same, by=by, at=timezone.now(), origin=ORIGIN)
    return done, day_of(done)


def day_of(homecoming):
    return ForumDay.objects.select_related("forum__space", "forum__audience").get(pk=homecoming.day_id)


def carried(day, host, space, by):
    """Take the forum away and bring it to the space."""
    return brought(take_away(day, by=host), space, by)


def forget_code(day):
    """Have the letters of this day be free, as they are on another computer."""
    ForumDay.objects.filter(pk=day.pk).update(code=None)
    ServedCode.objects.filter(code=day.code).delete()


def dots_opened(day, by):
    have_dots(day, 5)
    return open_dots(ForumDay.objects.get(pk=day.pk), None, by=by, at=AT)


def dot_put(day, number, *, by):
    day = ForumDay.objects.get(pk=day.pk)
    put_dot(day, number, [f"person {by.pk}"], Reader.here(by.space, by), at=AT)


def told(day):
    """Return all that people read of a day: its sheets, where they stand, reports, who goes on."""
    return [
        (
            sheet.number,
            sheet.question.text,
            getattr(sheet.asked_by, "name", None),
            [f"{one.slot.position} {one.place.letter}" for one in sheet.sessions.standing()],
            sheet.report.text if hasattr(sheet, "report") else "",
            sorted((one.person.name, one.carries, one.words, one.reply_to) for one in sheet.pledges.all()),
        )
        for sheet in day.sheets.order_by("number")
    ]
