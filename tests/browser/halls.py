"""A day of a forum that begins, in a space of its own; what its wall holds, read from the database."""

import ast

A_DAY = """
from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_copy import copy_line
from palabre.forums.wall.wall_lines import read_hours, read_spots, read_wall_line
from palabre.people.access import keys
from palabre.people.models import Person
from palabre.spaces.models import Space
now = timezone.now()
space = Space.objects.create(name="Pays de Brennes", slug=Space.free_slug("brennes"), opened_at=now, public_at=now)
host, karim = (Person.objects.create(space=space, name=name, came_at=now, joined_at=now)
    for name in ("Sabine Le Goff", "Karim Belkacem"))
plan = Plan("Comment rester bien servis loin du bourg ?", timezone.localdate(), None, "Salle",
    tuple(read_hours("0 h - 23 h 58\\n23 h 58 - 23 h 59")), tuple(read_spots("Table 1, de plain-pied\\nJardin")))
forum = prepare_forum(space, plan, by=host)
day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)
for line in ("12 Qui passe voir les gens seuls ?", "7 Un repas froid ?"):
    copy_line(day, read_wall_line(line), by=host, at=now)
print(forum.pk, forum.get_absolute_url(), *[keys.address_for(one) for one in (host, karim)])
"""
ROWS = """
from palabre.forums.models import ForumDay
day = ForumDay.objects.get(forum={forum})
rows = day.sheets.order_by("pk")
print([(one.number, one.question.text) for one in rows if one.number not in (7, 12)])
print(["%s %s %s" % (one.number, at.slot.position, at.place.letter) for one in rows for at in one.sessions.standing()])
print([(one.person.name, sheet.number, one.carries) for sheet in rows for one in sheet.pledges.order_by("pk")])
"""
CLOSED = """
from palabre.forums.models import ForumDay
from palabre.forums.outcome.closure import close_day
day = ForumDay.objects.select_related("forum__space", "forum__audience", "by").get(forum={forum})
close_day(day, {{}}, by=day.by, at=timezone.now())
"""


class Hall:
    """A day that begins, in a space of its own."""

    def __init__(self, house):
        self.house = house
        self.number, self.forum, self.host, self.karim = house.ask(A_DAY).split()

    def rows(self):  # the questions asked here, what stands on the wall, and who goes on
        return [ast.literal_eval(line) for line in self.house.ask(ROWS.format(forum=self.number)).splitlines()]

    def close(self):
        self.house.ask(CLOSED.format(forum=self.number))
