"""Lists of needs, calls and actions, for wiki pages to embed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.models import Action, Group, Need, RoleCall
from palabre.groups.roles.role_labels import LOOKED_FOR
from palabre.people.reader import Reader
from palabre.web import dates_in_words
from palabre.web.templatetags.text_filters import initial
from palabre.wiki.hooks import LivingList, Row, register_list
from palabre.wiki.models import Page

BOARD = ("home:needs", gettext_lazy("All the needs, on one board"))


def register_work_lists() -> None:
    for living, also in LISTS:
        register_list(living, also=also)


def needs(reader: Reader, page: Page | None, most: int) -> list[Row]:
    found = reader.tie(reader.fetch(reader.may_read(Need).open().order_by("-pk"), most=most), "group")
    return [Row(need.text, need.get_absolute_url(), facts(whose(need)), of=title_of(need.group)) for need in found]


def calls(reader: Reader, page: Page | None, most: int) -> list[Row]:
    found = reader.tie(reader.fetch(reader.may_read(RoleCall).open().order_by("-pk"), most=most), "group")
    return [call_as_row(call) for call in found]


def call_as_row(call: RoleCall) -> Row:
    what = str(initial(LOOKED_FOR.get(call.role) or call.words))
    return Row(what, call.get_absolute_url(), facts(whose(call)), of=title_of(call.group))


def actions(reader: Reader, page: Page | None, most: int) -> list[Row]:
    """Return the open actions, those without owner first."""
    rows = reader.may_read(Action).open().select_related("owner")
    found = reader.tie(reader.fetch(rows.order_by("due_on", "pk"), most=most), "group")
    return [action_as_row(action, reader) for action in sorted(found, key=lambda one: one.owner_id is not None)]


def action_as_row(action: Action, reader: Reader) -> Row:
    who = reader.name_of(action.owner) if action.owner else _("to take on")
    due = dates_in_words.in_short(action.due_on, today=reader.today) if action.due_on else action.due_words
    said = facts(who, title_of(action.group), due)
    return Row(action.text, action.get_absolute_url(), said, of=title_of(action.group))


def facts(*words: str) -> tuple[str, ...]:
    return tuple(one for one in words if one)


def whose(thing: Need | RoleCall) -> str:
    return thing.group.title if thing.group else _("The whole community")


def title_of(group: Group | None) -> str:
    return group.title if group else ""


LISTS: tuple[tuple[LivingList, tuple[str, ...]], ...] = (
    (
        LivingList(
            fr="besoins",
            en="needs",
            label=gettext_lazy("Needs"),
            empty=gettext_lazy("No needs yet. A need written in minutes appears here."),
            rows=needs,
            whole=BOARD,
        ),
        (),
    ),
    (
        LivingList(
            fr="on recherche",
            en="wanted",
            label=gettext_lazy("Wanted"),
            empty=gettext_lazy("Nobody is being looked for just now. A group says so on its page."),
            rows=calls,
            whole=BOARD,
        ),
        ("recherche",),
    ),
    (
        LivingList(
            fr="actions",
            en="actions",
            label=gettext_lazy("To do"),
            empty=gettext_lazy("Nothing to do for now. What minutes say will be done appears here."),
            rows=actions,
            whole=("groups:actions", gettext_lazy("Everything there is to do")),
        ),
        ("à faire", "to do"),
    ),
)
