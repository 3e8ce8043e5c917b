"""Reports typed at a desk of the newsroom, by whoever comes from a session: nobody's name is on them.

What a person typed on their own device, or a host, is not changed here. What a desk typed before is: its words are kept
for hosts.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import sheet_for_update
from palabre.forums.day.newsroom_codes import is_newsroom_open
from palabre.forums.models import Report, ReportKind, Sheet
from palabre.forums.outcome.reports import LONGEST, keep, refuse_circle
from palabre.people.erasures.refused_names import keep_out
from palabre.pure.french import on_lines
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.visitor_cookie import Visitor

OF_A_DESK = Bound("report at a desk", (Limit(LimitScope.EACH, 120), Limit(LimitScope.SCOPE, 600)))


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """A report as a desk files it: a text, nothing, or the sheet it was told with. `seen`: what its page showed."""

    text: str = ""
    is_none: bool = False
    joined_to: Sheet | None = None
    seen: str = ""


class WrittenMeanwhile(Refusal):
    """Somebody else filed a report of this sheet since the page was shown."""

    status = 409


def file_report(sheet: Sheet, told: Told, *, by: Visitor, at: datetime.datetime) -> None:
    """File a report. Idempotent: the same one again changes nothing."""
    text = on_lines(told.text)
    if len(text) > LONGEST:
        raise Refusal(_("This report is too long for one page."), instead=_("Keep the main points."))
    bound_reports(sheet, by, at)
    with transaction.atomic():
        now = sheet_for_update(sheet)
        refuse_when_shut(now)
        known = Report.objects.filter(sheet=now).first()
        kind, said = facts_of(now, told, text)
        if not kind or is_same(known, {"kind": kind} | said):
            return
        refuse_of_a_person(now, known)
        if kind == ReportKind.NONE and has_words(known):
            return
        if told.seen != digest_of(known):
            raise WrittenMeanwhile(
                _("Somebody wrote the report of %(number)s meanwhile.") % {"number": now.number},
                instead=_("Your words are still here: read theirs above, then send yours if they replace them."),
            )
        keep_out(now.day.forum.space, text)
        keep(now, kind, by=None, at=at, **said)


def facts_of(sheet: Sheet, told: Told, text: str) -> tuple[str, dict[str, object]]:
    """Return the kind of the report and its other fields; "" where nothing was typed. Words typed are a report."""
    if told.joined_to is not None:
        refuse_circle(sheet, told.joined_to)
        return ReportKind.JOINED, {"joined_to": told.joined_to} | ({"text": text} if text else {})
    if text:
        return ReportKind.TEXT, {"text": text}
    return (ReportKind.NONE if told.is_none else ""), {}


def has_words(known: Report | None) -> bool:
    """Return whether a text is there, which “no report” does not take away."""
    return known is not None and known.kind == ReportKind.TEXT


def is_same(known: Report | None, said: dict[str, object]) -> bool:
    return known is not None and all(getattr(known, name) == value for name, value in said.items())


def digest_of(report: Report | None) -> str:
    """Return what a page says that it showed."""
    if report is None:
        return ""
    return hashlib.sha256(f"{report.kind} {report.joined_to_id} {report.text}".encode()).hexdigest()[:32]


def is_of_a_person(report: Report | None) -> bool:
    return report is not None and report.by_id is not None


def refuse_of_a_person(sheet: Sheet, known: Report | None) -> None:
    if is_of_a_person(known):
        raise Refusal(
            _("The report of %(number)s is written already.") % {"number": sheet.number},
            instead=_("Whoever wrote it changes it, or somebody who hosts the day: speak to them."),
        )


def refuse_when_shut(sheet: Sheet) -> None:
    if not is_newsroom_open(sheet.day):
        raise Refusal(_("The newsroom is closed."), instead=_("Give your sheet to somebody who hosts the day."))


def bound_reports(sheet: Sheet, by: Visitor, at: datetime.datetime) -> None:
    scope = f"day {sheet.day_id}"
    if wait := OF_A_DESK.wait(by, at=at, scope=scope):
        raise Refusal(_("A great many reports came just now."), instead=wait.words)
    OF_A_DESK.count(by, at=at, scope=scope)
