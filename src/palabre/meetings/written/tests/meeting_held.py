"""A meeting that has taken place, with a little of everything that its minutes tell. Invented."""

import datetime

from django.utils import timezone

from palabre.groups.log.project_weather import say_weather
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import CarriedOver, Meeting, Presence, Room
from tests import builders

NOW = datetime.datetime(2026, 10, 13, 14, 2, tzinfo=datetime.UTC)  # a Tuesday, 16 h 02 in Paris
ORIGIN = "https://palabre.example"


def a_meeting_held(space, *, by) -> Meeting:
    """Of `by` and Karim, who is fine; Inès was not there, and said nothing."""
    karim = builders.a_person(space, "Karim Oualid")
    builders.an_organisation(space, "Mairie de Brennes", of=(by,))
    asked, before = builders.a_question(space), builders.a_question(space, "Comment se déplacer ?")
    builders.a_lineage(before, asked)
    group = builders.a_group(space, convened_by=(by,), carrying=(asked,))
    meeting = builders.a_meeting(space, on=NOW.date(), at=datetime.time(14))
    after = {"on": NOW.date() + datetime.timedelta(14), "at": datetime.time(14), "place": "Salle des fêtes"}
    builders.a_meeting(space, **after)
    meeting.aims.create(position=1, text="Savoir où en est chaque question")
    action = builders.an_action(space, group=group, owner=by, due_on=datetime.date(2026, 10, 20))
    prepare(meeting, by=by, at=NOW)
    meeting.attendances.create(person=by, presence=Presence.PRESENT)
    meeting.attendances.create(person=karim, presence=Presence.FINE, answered_at=NOW)
    absent = builders.a_person(space, "Bernadette Pons")
    meeting.attendances.create(person=absent, presence=Presence.INVITED)
    CarriedOver.objects.get_or_create(meeting=meeting, action=action)
    builders.a_decision(space, meeting=meeting, review_on=datetime.date(2027, 3, 12))
    say_weather(group, "clearing", "Le minibus est promis", "Un essai en janvier", by=by, at=NOW)
    room = Room.objects.create(meeting=meeting, began_at=NOW, ended_at=NOW)
    circle = room.circles.create(began_at=NOW, closed_at=NOW + datetime.timedelta(minutes=25))
    circle.sentences.create(text="On ne porte pas seul.", by=by, at=timezone.now())
    meeting.refresh_from_db()
    return meeting
