"""The report of a session: a text, “no report”, or the sheet that it was joined to. Each can be changed."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosts, may_report_sheet, own_sheet
from palabre.forums.models import FormerReport, ForumDay, Report, ReportKind, Sheet
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import on_lines
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST, LONGEST_OF_A_PASSER_BY = 20_000, 4000  # characters: all of them are on the page of the forum
MOST_FORMER = 12  # former texts of one report by persons, and by desks of the newsroom
MOST_PRINTED = 40  # reports at once


def report_text(sheet: Sheet, text: str, *, by: Person, at: datetime.datetime) -> None:
    """Keep the words of the report. Empty words take it back; those of somebody else stay, under “no report”."""
    text = on_lines(text)
    if len(text) > (LONGEST_OF_A_PASSER_BY if by.is_passer_by else LONGEST):
        raise Refusal(_("This report is too long for one page."), instead=_("Keep the main points."))
    with transaction.atomic():
        now = own_sheet(sheet, by=by, may=may_report_sheet)
        keep_out(now.day.forum.space, text)
        if text:
            keep(now, ReportKind.TEXT, by=by, at=at, text=text)
        elif Report.objects.filter(sheet=now, by=by).delete()[0]:
            Space.touch(now.day.forum.space_id)
        elif Report.objects.filter(sheet=now).exists():
            keep(now, ReportKind.NONE, by=by, at=at)


def report_nothing(sheet: Sheet, *, by: Person, at: datetime.datetime) -> None:
    """Say that there is no report. The text of one that is there stays."""
    with transaction.atomic():
        now = own_sheet(sheet, by=by, may=may_report_sheet)
        if not Report.objects.filter(sheet=now, kind=ReportKind.TEXT).exists():
            keep(now, ReportKind.NONE, by=by, at=at)


def join_sheet(sheet: Sheet, other: Sheet, *, by: Person, at: datetime.datetime) -> None:
    """Say that the sheet was joined to another one: they are told, and go on, together."""
    with transaction.atomic():
        now = own_sheet(sheet, by=by, may=may_report_sheet)
        refuse_circle(now, other)
        keep(now, ReportKind.JOINED, by=by, at=at, joined_to=other)


def refuse_circle(sheet: Sheet, other: Sheet) -> None:
    """Raise a Refusal if each would be joined to the other, or if they are not of one day."""
    if sheet.pk == other.pk or sheet.day_id != other.day_id or sheet.pk in joined_from(other):
        raise Refusal(_("These two questions would each be joined to the other."), instead=_("Choose another number."))


def former_words(sheet: Sheet, *, by: Person) -> list[FormerReport]:
    """Return the words that others changed, the last first: all of them for a host, for others their own."""
    rows = sheet.former_reports.select_related("by").order_by("-pk")
    return list(rows if hosts(by, sheet.day) else rows.filter(by=by))


def reports_since(day: ForumDay, reader: Reader, since: datetime.datetime) -> list[Report]:
    """Return the texts that were written after that instant, the oldest first: one query."""
    rows = Report.objects.filter(reader.readable(of="sheet__question__audience"), sheet__day=day, at__gt=since)
    rows = rows.filter(kind=ReportKind.TEXT).order_by("at", "pk").select_related("sheet__question")
    return list(rows[:MOST_PRINTED])


def joined_from(sheet: Sheet) -> set[int]:
    """Return the sheets to which this one is joined, one after the other, itself included."""
    found: set[int] = set()
    number: int | None = sheet.pk
    while number is not None and number not in found:
        found.add(number)
        number = Report.objects.filter(sheet=number).values_list("joined_to", flat=True).first()
    return found


def keep(sheet: Sheet, kind: str, *, by: Person | None, at: datetime.datetime, **said: Any) -> None:
    """Keep what is said of one sheet."""
    keep_each({sheet: {"kind": kind} | said}, by=by, at=at)
    Space.touch(sheet.day.forum.space_id)


def keep_each(said: Mapping[Sheet, Mapping[str, Any]], *, by: Person | None, at: datetime.datetime) -> None:
    """Keep what is said of these sheets: the number of queries does not grow with theirs.

    A report of another kind keeps the words that were there, and who wrote them: its form shows them again. So does the
    report that somebody else rewrites: the former words are kept apart. `by` is None at the newsroom, where each time
    it may be somebody else.
    """
    known = {one.sheet_id: one for one in Report.objects.filter(sheet__in=said)}
    rewritten = []
    for sheet, facts in said.items():
        former = known.get(sheet.pk)
        is_anothers = former is not None and (by is None or former.by_id != by.pk)
        if former is not None and is_anothers and former.text and facts.get("text", former.text) != former.text:
            rewritten.append(FormerReport(sheet=sheet, text=former.text, by_id=former.by_id, at=former.at))
    FormerReport.objects.bulk_create(rewritten)
    forget_old_words(rewritten)
    new = {"text": "", "by_id": by.pk if by else None, "at": at}
    rows = [
        Report(sheet=sheet, **{"joined_to": None, **new, **facts, **words_kept(known.get(sheet.pk), facts)})
        for sheet, facts in said.items()
    ]
    fields = ("kind", "text", "joined_to", "by", "at")
    Report.objects.bulk_create(rows, update_conflicts=True, unique_fields=("sheet",), update_fields=fields)


def words_kept(former: Report | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words that stay as they were, with who wrote them and when; nothing where there are none."""
    if former is None or not former.text or facts.get("text", former.text) != former.text:
        return {}
    return {"text": former.text, "by_id": former.by_id, "at": former.at}


def forget_old_words(latest: Sequence[FormerReport]) -> None:
    """Delete the oldest former words of these sheets beyond the limit, by desks or by persons as the latest ones are.

    Desks, where anybody of the hall may sit, take no room from persons, nor from the first words of a desk.
    """
    if not latest:
        return
    added = {(one.sheet_id, one.by_id is None) for one in latest}
    numbers = defaultdict(list)
    rows = FormerReport.objects.filter(sheet__in={sheet for sheet, _of_desks in added}).order_by("-pk")
    for number, sheet, by in rows.values_list("pk", "sheet", "by"):
        numbers[sheet, by is None].append(number)
    old = [number for one in added for number in beyond_limit(numbers[one], of_desks=one[1])]
    if old:
        FormerReport.objects.filter(pk__in=old).delete()


def beyond_limit(numbers: Sequence[int], *, of_desks: bool) -> set[int]:
    """Return which of these former words, the latest first, have no room."""
    kept = [*numbers[: MOST_FORMER - 1], numbers[-1]] if of_desks else numbers[:MOST_FORMER]
    return set(numbers) - set(kept)
