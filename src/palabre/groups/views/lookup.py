"""The object that a path names, if the reader may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from palabre.groups.lineage.group_family import living_ones
from palabre.groups.lineage.group_redirects import LivesElsewhere
from palabre.groups.models import Group
from palabre.people.models import Person
from palabre.people.reader import Reader

type May = Callable[[Person | None, Any], bool]


def thing_for(request: Any, model: Any, number: int, may: May | None = None) -> Any:
    """Return the object of this id, with its space and its group loaded; 404 if the reader may not read it.

    An absorbed group is replaced by the surviving one. 403 if `may` is given and denies the object to the reader.
    """
    found = read_thing(request, model, number)
    if may is not None and not may(request.person, found):
        raise PermissionDenied
    return found


def read_thing(request: Any, model: Any, number: int) -> Any:
    reader = Reader.of(request)
    found = reader.find(model, number)
    if isinstance(found, Group):
        return at_home(request, found, reader)
    return tie_group(found, reader) if hasattr(found, "group_id") else found


def tie_group(found: Any, reader: Reader) -> Any:
    """Set the group of an object, None where the reader may not read it. Raise Http404 if it must have one.

    Its number stays: it is no object of the whole community, about which every member decides.
    """
    number = found.group_id
    reader.tie([found], "group")
    vars(found)["group_id"] = number
    if getattr(found, "group", None) is None and not found._meta.get_field("group").null:
        raise Http404
    return found


def said_at_home(thing: Any, reader: Reader) -> Any:
    """Set the group of an object to the surviving one, to show it on a page."""
    if thing.group is not None:
        thing.group = reader.place(living_ones([thing.group], space=reader.space.pk)[thing.group.pk])
    return thing


def thing_of_group(request: Any, model: Any, number: int) -> Any:
    """Return an object that must have a group; 404 if the reader may not read both."""
    found = thing_for(request, model, number)
    if found.group is None:
        raise Http404
    return found


def living_group(request: Any, number: int, may: May | None = None) -> Group:
    """Return the group of this id, or the surviving one, as `thing_for` does."""
    found: Group = thing_for(request, Group, number, may)
    return found


def at_home(request: Any, group: Group, reader: Reader) -> Group:
    """Return the surviving group, for a posted form. Raise LivesElsewhere for GET and HEAD on an absorbed group."""
    home: Group = group
    while home.lives_in_id is not None:
        home = reader.find(Group, home.lives_in_id)
    reader.place(home)
    if home.pk != group.pk and request.method in ("GET", "HEAD"):
        raise LivesElsewhere(group, home)
    return home
