"""Pages about one person's data, reached by their link or from the space. Nobody else is shown them."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from palabre.home.digest import digest_editions
from palabre.home.digest.shared_digest import Coming, coming
from palabre.home.statements.forms import StatementForm
from palabre.home.statements.own_name_removal import take_name_away
from palabre.home.statements.statement_form import Sent, statement_rows
from palabre.home.statements.statements import said_of
from palabre.home.you.forms import NewsForm
from palabre.notes.note_save import Conflict
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.erasures import slow_removal as leaving
from palabre.people.erasures.name_cleaner import family_of
from palabre.people.erasures.own_joins import joined_by_others, names_that_wait
from palabre.people.erasures.space_words import stays_in
from palabre.people.models import Erasure, Link, News, Person
from palabre.registrations.device_registrations import names_registered_here, registrations_made_here
from palabre.registrations.models import Registration, Roll
from palabre.spaces.models import Space
from palabre.web.view_doors import confirm

DONE = re.compile(r"\d{1,18}-\d{1,9}")
HEARD = {
    News.WEEK: gettext_lazy("Noted: news every week."),
    News.FORTNIGHT: gettext_lazy("Noted: news every fortnight."),
    News.CALLED: gettext_lazy("Noted: a message only if someone calls on you."),
    News.NONE: gettext_lazy("Noted: no messages at all."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Where:
    """Addresses of the person's pages, under their link or the space. `place` is the space that they are about."""

    home: str
    said: str
    news: str
    name: str
    data: str
    place: Space


def statements_page(request: Any, person: Person, where: Where) -> HttpResponse:
    """List the statements about the person; POST confirms, corrects or removes one, or undoes that."""
    if request.method != "POST":
        return said_screen(request, person, where)
    sent = Sent(**StatementForm.read(request))
    try:
        written = sent.do(person, at=timezone.now())
    except Conflict as conflict:
        return said_screen(request, person, where, meeting=sent, status=conflict.status)
    if written is not None and written.is_new:
        gone = "&gone=1" if sent.gesture == "refuse" else ""
        return redirect(f"{where.said}?done={sent.sentence.partition('-')[0]}-{written.revision}{gone}")
    return confirm(request, sent.told, where.said)


def said_screen(
    request: Any, person: Person, where: Where, *, meeting: Sent | None = None, status: int = 200
) -> HttpResponse:
    done = request.GET.get("done", "")
    said = said_of(person)
    rows = statement_rows(said, meeting=meeting)
    facts = {
        "is_cut": said.is_cut,
        "rows": [(row, StatementForm.about(row, nth)) for nth, row in enumerate(rows, 1)],
        "undo": f"{done}-0" if DONE.fullmatch(done) else "",
        "is_gone": "gone" in request.GET,
        "meeting": meeting,
    }
    return render_own_data(request, "home/you/statements.html", person, where, status=status, **facts)


def news_choices(request: Any, person: Person, where: Where, *, own: str = "") -> HttpResponse:
    """Show and store which news the person wants; `own` is the address of their account, offered if none is known."""
    if request.method != "POST":
        return render_own_data(request, "home/you/news.html", person, where, coming=next_of(person, where), own=own)
    wish = NewsForm.read(request)["news"]
    digest_editions.wish(person, wish, at=timezone.now())
    return confirm(request, str(HEARD[News(wish)]), where.home)


def next_of(person: Person, where: Where) -> Coming | None:
    return coming(person, timezone.now(), where.place, today=timezone.localdate())


def removal(request: Any, person: Person, where: Where) -> HttpResponse:
    """Show what goes with the name; POST removes it for good, and answers with a page that names nobody."""
    family = family_of(person)
    made_here = registrations_made_here(request, person, [one.name for one in family])
    if request.method != "POST":
        said = {"registrations": len(made_here) + in_own_name(family)} | what_goes(person, where)
        said["made_here_otherwise"] = names_registered_here(request, person, but=made_here)
        said["joined"] = list(dict.fromkeys(one.name for one in joined_by_others(person, family)))
        return render_own_data(request, "home/you/removal.html", person, where, **said)
    facts: dict[str, Any] = {"is_in_space": stays_in(where.place, person), "is_typed": person.is_typed}
    facts["registers"] = registers(where.place)
    facts |= name_erasure.what_stays(person) | {"waiting": names_told(person)}
    take_name_away(person, at=timezone.now(), registrations=made_here)
    done = list(Erasure.objects.filter(person__in=family))
    facts |= {"is_over": all(one.due_at is None for one in done), "is_wide": any(one.is_wide for one in done)}
    facts |= {"has_files_left": any(one.own_files for one in done)}
    return render(request, "home/you/removed.html", {"place": where.place, **facts})


def slow_removal(request: Any, person: Person, where: Where, link: Link | None = None) -> HttpResponse:
    """Ask for the removal a day later: the link, or without one the squares that let them in, rest on others' word."""
    if request.method == "POST":
        leaving.ask_slow_removal(person, link, at=timezone.now(), has_agreed=link is None)
        return redirect(where.name)
    at = timezone.localtime(person.leaving_at) if person.leaving_at else None
    facts: dict[str, Any] = {"at": at, "registers": registers(where.place), "is_by_link": link is not None}
    return render_own_data(request, "home/you/slow_removal.html", person, where, **facts)


def what_goes(person: Person, where: Where) -> dict[str, Any]:
    """Return what goes, and how many things say the name: only those that the person may read are counted.

    Where not all were looked for (`is_cut`), none is counted.
    """
    goes = name_erasure.what_goes(person)
    later = [] if goes.is_cut else delayed_erasure.read_by(goes.later, person, where.place)
    told = {"goes": goes, "later": len(later), "is_wide": goes.is_wide, "waiting": names_told(person)}
    keeps_no_print = person.is_self_named and not (goes.later or goes.is_cut)  # see typed_refusals
    told |= {"is_in_space": stays_in(where.place, person), "keeps_no_print": keeps_no_print}
    return told | {"registers": registers(where.place)}


def registers(space: Space) -> bool:
    """Return whether people register for days of this space: other devices may have made registrations.

    Whether one bears the person's name is not said: a guest may have typed any name.
    """
    return Roll.objects.filter(space=space).exists()


def in_own_name(family: list[Person]) -> int:
    """Return how many registrations these persons made in their own name, cancelled ones left out."""
    return Registration.objects.standing().filter(person__in=family).count()


def names_told(person: Person) -> list[str]:
    """Return the names that go a day after that of the person, each once: two devices may have the same."""
    later = names_that_wait(person, at=timezone.now()).exclude(pk__in=[one.pk for one in family_of(person)])
    return list(dict.fromkeys(one.name for one in later))


def stewards_of(person: Person) -> list[str]:
    """Return the names of the stewards of the person's space."""
    stewards = Person.objects.filter(space=person.space_id, steward_since__isnull=False, joined_at__isnull=False)
    return list(stewards.filter(erased_at=None).order_by("pk").values_list("name", flat=True))


def render_own_data(
    request: Any, template: str, person: Person, where: Where, *, status: int = 200, **facts: Any
) -> HttpResponse:
    return render(request, template, {"her": person, "where": where, **facts}, status=status)
