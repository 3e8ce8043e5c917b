"""The days of forums, as they are given when a space is taken away. Addresses and words of pledges are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from palabre.forums.ballots.day_dots import Counts, vote_of
from palabre.forums.models import (
    ForumDay,
    ReportKind,
    Session,
    Sheet,
    SheetPhoto,
    SheetPledge,
    WallPhoto,
    WallPlace,
    WallSlot,
)
from palabre.people.exchange import File, export_row, exported_name, in_json
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.wiki.attachments import file_store

OF_A_SHEET = ("question", "number", "asked_by", "together", "at", "group")


def export_forums(reader: Reader) -> Iterator[File]:
    """Yield the days, their sheets, photos of walls and of reports: eight queries, or one where no forum has a day."""
    rows = ForumDay.objects.filter(forum__in=reader.may_read(Forum)).order_by("pk")
    days = list(rows.select_related("by", "dot_vote"))
    yield in_json("forum_days", exported_days(reader, days) if days else ())
    yield in_json("sheets", exported_sheets(reader, days) if days else ())
    for wall in (
        WallPhoto.objects.filter(day__in=days, removed_at=None).select_related("day").order_by("pk") if days else ()
    ):
        yield f"walls/{wall.day.forum_id}.{wall.content_type.rpartition('/')[2]}", file_store.path_of(wall.digest)
    for photo in exported_photos(reader, days) if days else ():
        yield f"sheets/{photo.pk}.{photo.content_type.rpartition('/')[2]}", file_store.path_of(photo.digest)


def exported_days(reader: Reader, days: list[ForumDay]) -> Iterator[dict[str, Any]]:
    slots: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for slot in WallSlot.objects.filter(day__in=days).order_by("position"):
        slots[slot.day_id].append({"number": slot.position, "starts": slot.starts, "ends": slot.ends})
    places: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for place in WallPlace.objects.filter(day__in=days).order_by("position"):
        said = {"letter": place.letter, "name": place.name, "access": place.access, "lost_at": place.lost_at}
        places[place.day_id].append(said)
    for day in days:
        said = export_row(reader, day, "forum", "venue", "at", "by", "closed_at")
        yield said | {"slots": slots[day.pk], "places": places[day.pk]}


def exported_photos(reader: Reader, days: list[ForumDay]) -> list[SheetPhoto]:
    """Return the photos of reports whose question the reader may read. Those of “Who goes on?” bear addresses."""
    rows = SheetPhoto.objects.filter(reader.readable(of="sheet__question__audience"), sheet__day__in=days)
    return list(rows.filter(is_round=False, removed_at=None).order_by("pk"))


def exported_sheets(reader: Reader, days: list[ForumDay]) -> Iterator[dict[str, Any]]:
    """Yield each sheet whose question the reader may read, with its place, its report and who carries it."""
    rows = Sheet.objects.filter(reader.readable(of="question__audience"), day__in=days).order_by("day", "number")
    sheets = list(rows.select_related("asked_by", "report"))
    standing = Session.objects.standing().filter(sheet__in=sheets).select_related("slot", "place")
    places = {one.sheet_id: (one.slot.position, one.place.letter) for one in standing}
    counts = {day.pk: vote.counts for day in days if (vote := vote_of(day)) is not None}
    carriers: dict[int, list[str | None]] = {}
    for one in SheetPledge.objects.filter(sheet__in=sheets, carries=True).select_related("person").order_by("pk"):
        carriers.setdefault(one.sheet_id, []).append(exported_name(reader, one.person))
    for sheet in sheets:
        slot, letter = places.get(sheet.pk, (None, ""))
        report = getattr(sheet, "report", None)
        text = report.text if report and report.kind == ReportKind.TEXT else ""
        said = {"kind": report.kind, "text": text, "joined_to": report.joined_to_id} if report else None
        where = {"slot": slot, "place": letter, "report": said, "carried_by": carriers.get(sheet.pk, [])}
        where |= {"dots": dots_of(sheet, counts.get(sheet.day_id, {}))}
        yield export_row(reader, sheet, *OF_A_SHEET) | where


def dots_of(sheet: Sheet, counts: dict[str, Counts]) -> dict[str, int]:
    """Return the dots of the sheet on phones and on cards, as far as its day was counted and tells them."""
    key = str(sheet.question_id)
    return {kind: found[key] for kind, found in counts.items() if key in found}
