"""Every address of Palabre, found in the URL resolver, with somebody's things in its arguments.

A new address needs a line in ARGUMENTS, which says how to fill it; test_tenancy.py fails until it is there.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from palabre.people import keys
from palabre.spaces.models import Space
from tests.things import Things


def nothing(things: Things) -> dict[str, Any]:
    return {}


def number_of(kind: str) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"number": things[kind].pk}


def page_of(**more: Any) -> Callable[[Things], dict[str, Any]]:
    return lambda things: {"slug": things["page"].slug, **more}


def point_of(things: Things) -> dict[str, Any]:
    return {"number": things["meeting"].pk, "item": things["point"].pk}


def objection_of(things: Things) -> dict[str, Any]:
    return {"number": things["decision"].pk, "objection": things["objection"].pk}


ARGUMENTS: dict[str, Callable[[Things], dict[str, Any]]] = {
    "health": nothing,
    "web:help": nothing,
    "web:accessibility": nothing,
    "web:legal": nothing,
    "health_page": nothing,
    "front:front": nothing,
    "front:data": nothing,
    "front:demonstration": nothing,
    "front:removal": nothing,
    "front:founding": nothing,
    "first:minutes": nothing,
    "accounts:door": lambda things: {"token": "cut"},
    "accounts:sign_in": nothing,
    "accounts:code": nothing,
    "accounts:sign_out": nothing,
    "accounts:codes": nothing,
    "claims:account": nothing,
    "claims:claim": number_of("person"),
    "claims:end": number_of("person"),
    "entrance:entrance": lambda things: {"token": keys.address_for(things["person"]).split("/")[2]},
    "links:door": lambda things: {"token": "cut"},
    "links:joining": lambda things: {"number": 1},
    "links:stop": lambda things: {"token": "cut"},
    "here:people": nothing,
    "here:entrance": nothing,
    "here:no_entrance": nothing,
    "here:given": lambda things: {"number": things["link"].pk},
    "here:no_longer_given": lambda things: {"number": things["link"].pk},
    "here:care": nothing,
    "here:no_care": nothing,
    "here:handing": nothing,
    "here:no_handing": nothing,
    "here:merging": nothing,
    "here:no_merging": lambda things: {"number": things["merging"].pk},
    "here:difference": nothing,
    "here:no_difference": lambda things: {"number": things["difference"].pk},
    "here:opening": nothing,
    "here:publication": nothing,
    "here:no_publication": nothing,
    "opened:thing": lambda things: {"number": 1},
    "opened:answer": lambda things: {"number": 1},
    "opened:call": lambda things: {"number": 1},
    "opened:poster": lambda things: {"number": 1},
    "opened:withdrawal": lambda things: {"number": 1},
    "opened:action": lambda things: {"number": 1, "action": 1},
    "opened:points": lambda things: {"number": 1},
    "opened:point_removal": lambda things: {"number": 1, "item": 1},
    "opened:point_return": lambda things: {"number": 1, "item": 1},
    "opened:among_us": lambda things: {"number": 1},
    "opened:said": lambda things: {"number": 1},
    "opened:text": lambda things: {"number": 1},
    "opened:sync": lambda things: {"number": 1, "note": 1},
    "opened:news": lambda things: {"number": 1},
    "opened:dates": lambda things: {"number": 1},
    "opened:no_dates": lambda things: {"number": 1},
    "opened:name": lambda things: {"number": 1},
    "opened:data": lambda things: {"number": 1},
    "opened:other": lambda things: {"number": 1},
    "you:you": nothing,
    "you:said": nothing,
    "you:news": nothing,
    "you:name": nothing,
    "you:address": nothing,
    "you:spelling": nothing,
    "you:device": nothing,
    "you:role": lambda things: {"number": things["membership"].pk},
    "home:space": nothing,
    "home:needs": nothing,
    "home:names": nothing,
    "home:export": nothing,
    "home:new_question": nothing,
    "home:asked": number_of("question"),
    "home:withdrawal": number_of("question"),
    "home:question": number_of("question"),
    "home:group": number_of("group"),
    "home:group_feed": number_of("group"),
    "home:brief": nothing,
    "home:feed": nothing,
    "people:organisation": number_of("organisation"),
    "search:results": nothing,
    "wiki:pages": nothing,
    "wiki:new": nothing,
    "wiki:wanted": nothing,
    "wiki:title": page_of(),
    "wiki:place": page_of(),
    "wiki:watch": page_of(),
    "wiki:no_watch": page_of(),
    "wiki:template": page_of(),
    "wiki:no_template": page_of(),
    "wiki:page": page_of(),
    "notes:sync": lambda things: {"number": things["page"].note_id},
    "wiki:text": page_of(),
    "wiki:lines": page_of(),
    "wiki:line": page_of(line=1),
    "wiki:revisions": page_of(),
    "wiki:revision": page_of(number=1),
    "wiki:restoration": page_of(number=1),
    "wiki:readers": page_of(),
    "wiki:licence": page_of(),
    "wiki:invitation": page_of(),
    "wiki:copies": page_of(),
    "wiki:copy": page_of(kind="markdown"),
    "wiki:embed": page_of(),
    "wiki:feed": nothing,
    "you:signature": nothing,
    "wiki:attachments": page_of(),
    "wiki:new_attachment": page_of(),
    "wiki:attachment": lambda things: page_of(number=things["file"].pk, name=things["file"].name)(things),
    "wiki:attachment_showing": lambda things: page_of(number=things["file"].pk)(things),
    "wiki:attachment_removal": lambda things: page_of(number=things["file"].pk)(things),
    "wiki:attachment_return": lambda things: page_of(number=things["file"].pk)(things),
    "room:room": number_of("meeting"),
    "room:opening": number_of("meeting"),
    "room:state": number_of("meeting"),
    "room:qr": number_of("meeting"),
    "room:gesture": lambda things: {"number": things["meeting"].pk, "gesture": "hand"},
    "came_in:door": nothing,
    "came_in:entrance": lambda things: {"code": "BCDFG", "key": "cut"},
    "came_in:room": lambda things: {"number": 1},
    "came_in:state": lambda things: {"number": 1},
    "came_in:qr": lambda things: {"number": 1},
    "came_in:gesture": lambda things: {"number": 1, "gesture": "hand"},
    "given_meeting:meeting": lambda things: {"number": 1},
    "given_meeting:undoing": lambda things: {"number": 1},
    "given_meeting:poll": lambda things: {"number": 1},
    "given_meeting:poll_undoing": lambda things: {"number": 1},
    "given:call": lambda things: {"number": 1},
    "given:group": lambda things: {"number": 1},
    "given:undoing": lambda things: {"number": 1},
    "groups:actions": nothing,
    "groups:need": number_of("need"),
    "groups:action": number_of("action"),
    "groups:taking": number_of("action"),
    "groups:leaving": number_of("action"),
    "groups:answering": number_of("need"),
    "groups:answer_undoing": number_of("answer"),
    "groups:coming": number_of("group"),
    "groups:staying_away": number_of("group"),
    "groups:sharing": number_of("group"),
    "groups:unsharing": number_of("group"),
    "groups:poster": number_of("group"),
    "groups:group_weather": number_of("group"),
    "groups:weather": number_of("weather"),
    "groups:weather_undoing": number_of("weather"),
    "groups:calling": nothing,
    "groups:group_calling": number_of("group"),
    "groups:role_call": number_of("role_call"),
    "groups:call_undoing": number_of("role_call"),
    "groups:call_opening": number_of("role_call"),
    "groups:call_coming": number_of("role_call"),
    "groups:call_staying_away": number_of("role_call"),
    "groups:call_sharing": number_of("role_call"),
    "groups:call_unsharing": number_of("role_call"),
    "groups:call_poster": number_of("role_call"),
    "meetings:meetings": nothing,
    "meetings:new_date": nothing,
    "meetings:posed": number_of("meeting"),
    "meetings:no_date": number_of("meeting"),
    "meetings:meeting": number_of("meeting"),
    "meetings:coming": number_of("meeting"),
    "meetings:news": number_of("meeting"),
    "meetings:calling": number_of("meeting"),
    "meetings:telling_called": number_of("meeting"),
    "meetings:change": number_of("meeting"),
    "meetings:changed": number_of("meeting"),
    "meetings:change_undoing": number_of("meeting"),
    "meetings:cancellation": number_of("meeting"),
    "meetings:restoration": number_of("meeting"),
    "meetings:letter_renewal": number_of("letter"),
    "meetings:staying_away": number_of("meeting"),
    "meetings:sharing": number_of("meeting"),
    "meetings:unsharing": number_of("meeting"),
    "meetings:poster": number_of("meeting"),
    "meetings:new_poll": nothing,
    "meetings:poll_table": nothing,
    "meetings:poll": number_of("poll"),
    "meetings:poll_unanswering": number_of("poll"),
    "meetings:poll_somebody": number_of("poll"),
    "meetings:poll_question": number_of("poll"),
    "meetings:poll_dates": number_of("poll"),
    "meetings:poll_letters": number_of("poll"),
    "meetings:poll_sharing": number_of("poll"),
    "meetings:poll_unsharing": number_of("poll"),
    "meetings:poll_closing": number_of("poll"),
    "meetings:poll_reopening": number_of("poll"),
    "meetings:poll_removal": number_of("poll"),
    "meetings:entry": number_of("meeting"),
    "meetings:new_series": nothing,
    "meetings:series": number_of("series"),
    "meetings:keeping": number_of("series"),
    "meetings:series_pause": number_of("series"),
    "meetings:series_ending": number_of("series"),
    "meetings:series_resuming": number_of("series"),
    "meetings:occurrence": number_of("series"),
    "meetings:no_occurrence": number_of("series"),
    "meetings:calendars": nothing,
    "meetings:new_calendar": nothing,
    "meetings:calendar_renewal": number_of("calendar"),
    "meetings:no_calendar": number_of("calendar"),
    "calendars:feed": lambda things: {"token": "cut"},
    "meetings:decision": number_of("decision"),
    "meetings:agenda": number_of("meeting"),
    "meetings:agenda_beginning": number_of("meeting"),
    "meetings:point": point_of,
    "meetings:point_place": point_of,
    "meetings:point_removal": point_of,
    "meetings:postponement": point_of,
    "meetings:point_return": point_of,
    "meetings:agendas": nothing,
    "meetings:agenda_template": nothing,
    "meetings:template_return": nothing,
    "meetings:decisions": nothing,
    "meetings:new_decision": nothing,
    "meetings:decision_words": number_of("decision"),
    "meetings:objections": number_of("decision"),
    "meetings:lifting": objection_of,
    "meetings:objection_return": objection_of,
    "meetings:adoption": number_of("decision"),
    "meetings:setting_aside": number_of("decision"),
    "meetings:decision_return": number_of("decision"),
    "meetings:decision_review": number_of("decision"),
    "meetings:decision_talk": number_of("decision"),
    "meetings:minutes_to_read": number_of("meeting"),
    "meetings:look": number_of("meeting"),
    "meetings:look_undoing": lambda things: {"number": things["meeting"].pk, "look": things["asked"].pk},
    "meetings:giving": number_of("meeting"),
    "meetings:minutes_opening": number_of("meeting"),
    "meetings:among_us": number_of("meeting"),
    "meetings:afterwards": number_of("meeting"),
    "meetings:edition": lambda things: {"number": things["meeting"].pk, "edition": things["edition"].number},
    "meetings:to_take": number_of("meeting"),
    "meetings:taken": lambda things: {"number": things["meeting"].pk, "action": things["action"].pk},
    "meetings:new_import": nothing,
    "meetings:import": number_of("import"),
    "meetings:opening": number_of("import"),
    "meetings:undoing": number_of("import"),
    "meetings:people": number_of("import"),
    "meetings:outbox": nothing,
    "meetings:sending": nothing,
    "meetings:letter": number_of("letter"),
    "meetings:letter_words": number_of("letter"),
    "meetings:letter_link": number_of("letter"),
    "meetings:letter_sending": number_of("letter"),
    "meetings:letter_waiting": number_of("letter"),
    "meetings:letter_giving": number_of("letter"),
    "meetings:letter_not_given": number_of("letter"),
    "meetings:letter_return": number_of("letter"),
    "meetings:letter_address": number_of("letter"),
    "meetings:letter_reminder": number_of("letter"),
    "meetings:publication": number_of("import"),
    "meetings:withdrawal": number_of("import"),
    "meetings:margin": page_of(),
    "meetings:margin_answer": page_of(),
    "meetings:margin_undoing": lambda things: {"slug": things["page"].slug, "number": things["asked"].pk},
    "meetings:readings": page_of(),
    "meetings:minutes": page_of(),
    "meetings:answer": lambda things: {"number": things["import"].pk, "doubt": things["doubt"].pk},
    "meetings:reopening": lambda things: {"number": things["import"].pk, "doubt": things["doubt"].pk},
}


def every_address() -> dict[str, URLPattern]:
    """Return each address by its name, "slice:name"."""
    return dict(walk(get_resolver().url_patterns, "", ""))


def walk(patterns: list[Any], route: str, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, route + str(pattern.pattern), inner)
        else:
            pattern.whole_route = route + str(pattern.pattern)
            yield f"{namespace}{pattern.name}", pattern


def within_a_space() -> list[str]:
    return [name for name, pattern in every_address().items() if pattern.whole_route.startswith("s/<slug:space>/")]


def names_a_thing(name: str) -> bool:
    """Whether the address holds, beside the space, something that may be another's."""
    return ARGUMENTS[name] is not nothing


def without_arguments() -> list[str]:
    """Return the addresses that nobody said how to fill."""
    return sorted(every_address().keys() - ARGUMENTS.keys())


def address(name: str, things: Things, *, space: Space | None = None) -> str:
    """Fill the address `name` with these things, in `space` where it lies within one."""
    where = {"space": space.slug} if space else {}
    return reverse(name, kwargs=where | ARGUMENTS[name](things))
