"""Groups, and what they said: news, lines of inquiry, meetings, needs, calls, actions, merges, what carries on."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from palabre.groups.models import (
    Action,
    Carrying,
    Group,
    Inquiry,
    Membership,
    MergeProposal,
    Need,
    NeedKind,
    ProgressEntry,
    Role,
    RoleCall,
)
from palabre.meetings.models import Meeting, Series
from palabre.minutes.plan.doubt_planner import groups_that_may_join, who_may_join
from palabre.minutes.plan.meeting_planner import MeetingPlanner
from palabre.minutes.plan.plan import Ref, TitleOf, plan_key
from palabre.notes.markdown.holes import without_holes
from palabre.notes.markdown.prepared_text import prepare
from palabre.pure.french import capitalised, fold, name_key, shortened
from palabre.pure.minutes import Gathering, NextMeeting, Task, Update
from palabre.pure.minutes.heading import what_meets
from palabre.web.dates_in_words import listed

TITLE_LENGTH = 90
ENDS_A_TITLE = re.compile(r"\s*\?|(?<=\w)[.!;:](?=\s|$)|,\s+(?=[A-ZÀ-Ý])|\s\(")
OPENS_INQUIRY = re.compile(r"piste|questionn|recherche|reflexion|explor|inquir")
AN_INFINITIVE = re.compile(r"^\w+(?:er|ir|re|oir)\b")
LONGEST_LIST = 400  # characters


class GroupPlanner:
    """Adds the groups to the plan of `meeting`."""

    def __init__(self, meeting: MeetingPlanner) -> None:
        self.meeting, self.plan, self.minutes = meeting, meeting.plan, meeting.minutes
        self.groups = meeting.groups

    def fill(self) -> None:
        for update in self.minutes.updates:
            self.plan_update(update)
        self.plan_votes()
        for question in self.minutes.questions:
            alone = [name for name in question.hosts if name_key(name) not in self.groups]
            if alone:
                self.group_of(tuple(alone), question.lines)
        for found in self.minutes.carried_on:
            key, title = plan_key("group", found.text), capitalised(found.text)
            self.plan.want(key, Group, found.lines, found.text, title=shortened(title, TITLE_LENGTH))
        self.plan_meetings()
        self.plan_needs()
        for task in self.minutes.tasks:
            self.plan_task(task)
        self.plan_merges()

    def plan_update(self, update: Update) -> None:
        if not update.who or not update.sure or not (update.is_news or self.host(update.who)):
            return
        heading = update.lines[0]
        group = self.group_of(update.who, (heading, heading))
        text = "\n".join(line for point in update.points for line in point_as_markdown(point))
        if text:
            key = plan_key("progress", group.key)
            said = {
                "group": group,
                "on": self.minutes.date,
                "text": text,
                "body_html": without_holes(prepare(text).html),
            }
            self.plan.want(key, ProgressEntry, update.lines, update.text, **said)
        for point in update.points:
            if not OPENS_INQUIRY.search(fold(point.text)):
                continue
            for child in point.children:
                lines = self.meeting.line_of(child) or point.lines
                self.plan.want(plan_key("inquiry", group.key, child), Inquiry, lines, child, group=group, text=child)

    def plan_votes(self) -> None:
        """Note where votes of the forum are recalled, on the forum and on the question of who recalls them.

        Of several questions, none is known to be the one meant.
        """
        for found in self.minutes.votes:
            asked = self.asked_by(found.who)
            if self.meeting.forum is not None and len(asked) == 1:
                for row in (self.meeting.forum, asked[0]):
                    self.plan.also_said(row, found.lines, found.text)

    def group_of(self, who: tuple[str, ...], lines: tuple[int, int]) -> Ref:
        """Want the group that these people carry together, with the questions that any of them hosts."""
        known = [self.groups[name_key(name)] for name in who if name_key(name) in self.groups]
        group = known[0] if known else self.new_group(who, lines)
        for number, name in enumerate(who):
            person = self.meeting.person(name, lines, name)
            if person is None:
                continue
            role = Role.CONVENER if number == 0 and not known else Role.CO_CONVENER
            self.plan.tie(
                plan_key("membership", group.key, person.key), Membership, group=group, person=person, role=role
            )
            self.groups.setdefault(name_key(name), group)
        return group

    def new_group(self, who: tuple[str, ...], lines: tuple[int, int]) -> Ref:
        carried = self.questions_of(who)
        title = short_title(self.text_of(carried[0])) if carried else _("Group of %(who)s") % {"who": listed(who)}
        key = plan_key("group", *sorted(" ".join(name_key(name)) for name in who))
        names, born = tuple(name_key(name) for name in who), self.minutes.forum_on if carried else None
        group = self.plan.want(key, Group, lines, listed(who), names, title=title, born_on=born)
        for question in carried:
            self.plan.tie(plan_key("carrying", key, question.key), Carrying, group=group, question=question)
        return group

    def questions_of(self, who: Iterable[str]) -> list[Ref]:
        """Return the questions that these people host; one that one of them reworded stands for the former ones."""
        names, hosted = {name_key(name) for name in who}, self.asked_by(who)
        for by, target, sources in self.meeting.rewordings:
            if by and name_key(by) in names:
                former = {target, *sources}
                hosted = [target, *(ref for ref in hosted if ref not in former)]
        return hosted

    def host(self, who: Iterable[str]) -> bool:
        """Return whether one of these people hosts a question, without gathering those: it is asked of each report."""
        return any(name_key(name) in self.brought for name in who)

    def asked_by(self, who: Iterable[str]) -> list[Ref]:
        """Return the questions that these people brought from the forum, as they were put there."""
        self.plan.look()
        numbers = {number for name in who for number in self.brought.get(name_key(name), ())}
        return [self.meeting.questions[number] for number in sorted(numbers)]

    @cached_property
    def brought(self) -> dict[tuple[str, ...], list[int]]:
        """The numbers of the questions of each host: many hosts of one are not looked through for each group."""
        found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, question in enumerate(self.minutes.questions):
            for host in question.hosts:
                found[name_key(host)].append(number)
        return found

    def text_of(self, question: Ref) -> str:
        return str(self.plan.wanted[question.key].fields["text"])

    def plan_meetings(self) -> None:
        for gathering in self.minutes.meetings:
            if self.is_told_as_next(gathering):
                continue
            if gathering.sure:
                self.plan_gathering(gathering)
                continue
            group = self.group_named(gathering.who)
            said = {"when": gathering.when, "group": group.key if group else ""}
            self.plan.doubt("meeting", gathering.text, gathering.lines, **said)
        for following in self.minutes.next_meetings:
            self.plan_next(following)
        for series in self.minutes.series:
            if series.sure:
                key = plan_key("series", series.rrule)
                self.plan.want(key, Series, series.lines, series.text, words=series.text, rrule=series.rrule)

    def is_told_as_next(self, gathering: Gathering) -> bool:
        nexts = {following.when for following in self.minutes.next_meetings if following.sure}
        return not gathering.who and gathering.when in nexts

    def plan_gathering(self, found: Gathering) -> None:
        group = self.group_named(found.who)
        title: Any = TitleOf(group.key) if group else shortened(found.text, TITLE_LENGTH)
        on, at = day_and_time(found.when)
        least, most = found.expected or (None, None)
        key = plan_key("meeting", group.key if group else "", found.when or found.text)
        self.plan.want(
            key,
            Meeting,
            found.lines,
            found.text,
            title=title,
            group=group,
            on=on,
            at=at,
            words=found.text,
            expected_least=least,
            expected_most=most,
        )

    def plan_next(self, found: NextMeeting) -> None:
        if not found.sure:
            self.plan.doubt("next_meeting", found.text, found.lines, when=found.when)
            return
        on, at = day_and_time(found.when)
        body = found.what or what_meets(self.minutes.title or "", self.minutes.date) or _("Next meeting")
        title = shortened(capitalised(body), 200)
        key = plan_key("meeting", found.what or "", found.when or found.text)
        self.plan.want(key, Meeting, found.lines, found.text, title=title, on=on, at=at, words=found.text)

    def plan_needs(self) -> None:
        said: dict[str, Any]
        for need in self.minutes.needs:
            if not need.sure:
                group = self.group_named(need.who)
                said = {"group": group.key if group else "", "need": need.kind}
                self.plan.doubt("need", need.text, need.lines, **said)
                continue
            if need.kind == "rule":
                continue
            group = self.group_named(need.who)
            said = {"group": group}
            if need.kind == "role":
                key = plan_key("call", group.key if group else "", need.text)
                self.plan.want(
                    key, RoleCall, need.lines, need.text, words=need.text, opened_on=self.minutes.date, **said
                )
            else:
                kind = need.kind if need.kind in NeedKind.values else NeedKind.OTHER
                key = plan_key("need", group.key if group else "", need.text)
                said |= {"kind": kind, "said_on": self.minutes.date}
                self.plan.want(key, Need, need.lines, need.text, text=need.text, **said)

    def plan_task(self, task: Task) -> None:
        if not task.sure:
            self.plan.doubt("action", task.text, task.lines, owners=list(task.owners), due=task.due)
            return
        for text in pieces(task.text):
            self.plan.want(
                plan_key("action", task.heading or "", text),
                Action,
                task.lines,
                text,
                text=text,
                heading=shortened(task.heading or "", LONGEST_LIST),
                parts=list(task.children),
                owner_words=shortened(", ".join(task.owners), LONGEST_LIST),
                due_on=datetime.date.fromisoformat(task.due) if task.due else None,
                due_words=shortened(task.due_words or "", 200),
                is_done=task.done,
            )

    def plan_merges(self) -> None:
        said: dict[str, Any]
        groups = groups_that_may_join(self.meeting) if self.minutes.merges else []
        for merge in self.minutes.merges:
            target = self.group_named((merge.into,))
            if target is None or not merge.sure:
                said = {"what": merge.what, "into": merge.into, "target": target.key if target else ""}
                self.plan.doubt("merge", merge.text, merge.lines, **said)
                continue
            key = plan_key("merge", merge.what, target.key)
            self.plan.want(
                key, MergeProposal, merge.lines, merge.text, target=target, words=merge.text, said_on=self.minutes.date
            )
            choices = who_may_join(self.meeting, merge, target, groups)
            said = {"merge": key, "what": merge.what, "into": merge.into, "choices": choices}
            self.plan.doubt("merge_who", merge.text, merge.lines, **said)

    def group_named(self, who: tuple[str, ...]) -> Ref | None:
        """Return the group that one of these people carries, when the text named it."""
        self.plan.look()
        return next((self.groups[name_key(name)] for name in who if name_key(name) in self.groups), None)


def point_as_markdown(point: Any) -> list[str]:
    """Write a point and what stands below it as a Markdown list."""
    return [f"- {point.text}", *(f"  - {child}" for child in point.children)]


def short_title(text: str) -> str:
    """Return the first stretch of a question as a name: up to its first full stop, question mark or clause."""
    end = ENDS_A_TITLE.search(text)
    head = text[: end.end() if end and "?" in end[0] else end.start()] if end else text
    return shortened(head if len(head) > 8 else text, TITLE_LENGTH)


def pieces(text: str) -> list[str]:
    """Cut « rédiger… + réserver… » in two when each piece says what to do; else leave it whole."""
    parts = [part.strip() for part in text.split(" + ")]
    return parts if len(parts) > 1 and all(AN_INFINITIVE.match(fold(part)) for part in parts) else [text]


def day_and_time(when: str | None) -> tuple[datetime.date | None, datetime.time | None]:
    if not when:
        return None, None
    day, _t, clock = when.partition("T")
    return datetime.date.fromisoformat(day), datetime.time.fromisoformat(clock) if clock else None
