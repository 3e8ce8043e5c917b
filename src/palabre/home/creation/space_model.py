"""A space begun from another one: its licence, kinds, agendas and page templates; never a person, a note or a vote.

Only what everybody reads is copied, and nothing that contains a word of somebody's name.
"""

from __future__ import annotations

import re

from palabre.groups.models import OutputKind
from palabre.meetings.models import AgendaTemplate
from palabre.people.models import Audience, Person
from palabre.pure.french import PARTICLES, STOP_WORDS, fold
from palabre.spaces.models import Space
from palabre.wiki.page_templates import offered_in
from palabre.wiki.page_text import begin_page

MOST = 30  # pages
SMALL = {word for word in STOP_WORDS | PARTICLES if len(word) < 3}
WORD = re.compile(r"[^\W\d_]{2,}")


def model_named(slug: str) -> Space | None:
    """Return the public space of this slug, which anybody may copy; None for any other."""
    return Space.objects.public().filter(slug=slug, ended_at=None).first() if slug else None


def copy_model(source: Space, *, into: Space, by: Person) -> None:
    """Copy it into a space that was just made, in the transaction that makes it."""
    names = words_of_names(source)
    into.be_licensed(source.licence)
    into.choose_need_kinds("\n".join(one for one in source.need_kinds.splitlines() if is_free(names, one)))
    kinds = [row for row in OutputKind.objects.filter(space=source).order_by("pk") if is_free(names, row.name)]
    OutputKind.objects.bulk_create(
        OutputKind(space=into, key=row.key, name=row.name, is_left_out=row.is_left_out) for row in kinds
    )
    for row in AgendaTemplate.objects.filter(space=source).order_by("pk"):
        if is_free(names, row.title, str(row.points)):
            AgendaTemplate.objects.create(space=into, key=row.key, title=row.title, points=row.points, changed_by=by)
    for page in offered_in(source, person=None)[:MOST]:
        if is_free(names, page.title, page.note.body_md):
            copy = begin_page(into, page.title, page.note.body_md, audience=Audience.of_space(into), by=by)
            copy.serve(True)


def words_of_names(space: Space) -> set[str]:
    """Return the words of the names, but for small ones (“de”); a name of small words only is kept whole (“le du”)."""
    found = set()
    for name in space.persons.values_list("name", flat=True):
        words = WORD.findall(fold(name))
        said = [word for word in words if word not in SMALL]
        found.update(said or ([" ".join(words)] if len(words) > 1 else []))
    return found


def is_free(names: set[str], *texts: str) -> bool:
    """Return whether the texts contain no word of these names, and no whole name of small words."""
    whole = [f" {name} " for name in names if " " in name]
    for text in texts:
        words = WORD.findall(fold(text))
        said = f" {' '.join(words)} " if whole else ""
        if not names.isdisjoint(words) or any(name in said for name in whole):
            return False
    return True
