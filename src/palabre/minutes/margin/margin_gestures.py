"""« En faire… »: words selected in a page become a thing, in one gesture; they stay in the text."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.groups.models import Action, Group, Inquiry, Need, NeedKind
from palabre.meetings.models import Asked, Decision
from palabre.minutes import permissions
from palabre.minutes.margin.findings import Finding, finding_digest, planned
from palabre.minutes.margin.group_makings import GROUP_MAKINGS
from palabre.minutes.margin.margin_answers import Held, carried_out, carry_out_answer, line_of, margin_page_for_update
from palabre.minutes.margin.margin_kinds import make_meeting
from palabre.minutes.margin.margin_settlement import LiveSettlement
from palabre.notes.diff.text_memory import followed_lines
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.models import Person
from palabre.pure.dates import FoundDate, find_dates
from palabre.pure.french import name_key, on_one_line
from palabre.questions.models import Question, Wording
from palabre.refusal import Refusal
from palabre.wiki.models import Page

KINDS = (
    ("action", gettext_lazy("Something to do")),
    ("need", gettext_lazy("A need")),
    ("decision", gettext_lazy("A decision")),
    ("question", gettext_lazy("A question")),
    ("inquiry", gettext_lazy("A line of inquiry")),
    ("intention", gettext_lazy("An intention")),
    ("output", gettext_lazy("Something that a group makes")),
    ("date", gettext_lazy("A date")),
)
OF_A_GROUP = ("inquiry", *GROUP_MAKINGS)  # a group must be known
SUBJECTS = {"date": "meeting"}
LONGEST = 2000  # characters
MOST_GROUPS = 7  # choices of one question


def recognise(
    page: Page, words: str, kind: str, *, by: Person, at: datetime.datetime, line: int = 1
) -> tuple[Asked, Finding]:
    """Make a thing of kind `kind` from these words, tie it to their line, and return the answer. Idempotent.

    A question of the margin about them is answered yes; else only the words are used: no owner, day or group that is
    not written. When several days or groups are possible, the question is returned, unanswered. Raise a Refusal when
    `by` may not write the page, when the words are not in it, or when they contain no day.
    """
    words = on_one_line(words)
    refuse_what_is_no_sentence(page, words, kind, by=by)
    catch_up(page.note_id)  # the selected words may have just been typed
    with margin_page_for_update(page, by=by) as now:
        number = line_of(now.page.note.body_md.split("\n"), words, near=line)
        if not number:
            raise Refusal(_("These words are not in the page."), instead=_("Choose words of one line, then try again."))
        asked_there = None if open_days(words, kind, now) else asked_about(now, words, SUBJECTS.get(kind, kind), number)
        if asked_there is not None:
            return carry_out_answer(now, asked_there, row_of(now.page, asked_there), "yes", by=by, at=at), asked_there
        return made_of(now, words, kind, number, by=by, at=at)


def refuse_what_is_no_sentence(page: Page, words: str, kind: str, *, by: Person) -> None:
    if not permissions.can_recognise(by, page):
        raise Refusal(_("Only those who may write this page can say what its words are."))
    if kind not in dict(KINDS):
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of the buttons below the words."))
    if not words.strip(" -*#>_|") or len(words) > LONGEST:
        raise Refusal(_("Choose a sentence of the page."), instead=_("A few words of one line are enough."))


def asked_about(now: Held, words: str, subject: str, line: int) -> Finding | None:
    """Return the question of the margin about these words, on the same subject, that a yes answers.

    A thing to do that is only proposed is made of its words, which may say who and when.
    """
    here = [one for one in now.findings if one.subject == subject and one.lines[0] <= line <= one.lines[1]]
    same = [one for one in here if one.words in words or words in one.words]
    return next((one for one in same if one.key or one.kind in ("need", "decision", "meeting")), None)


def row_of(page: Page, finding: Finding) -> Asked | None:
    rows = page.asked.filter(kind=finding.subject).order_by("pk")
    return next((row for row in rows if finding_digest(row.kind, row.words) == finding.digest), None)


def made_of(now: Held, words: str, kind: str, line: int, *, by: Person, at: datetime.datetime) -> tuple[Asked, Finding]:
    """Make the thing from the words alone, or ask for the day or the group."""
    said = words.strip(" -*#>")
    facts = open_question(now, said, kind, line, by=by)
    subject = {"days": "which_day", "groups": "which_group"}[next(iter(facts))] if facts else SUBJECTS.get(kind, kind)
    finding = Finding(subject, said, (line, line), facts=facts | ({"line": line} if facts else {}))
    row = row_of(now.page, finding)
    if facts:
        row = row or Asked.objects.create(page=now.page, kind=subject, words=said, at=at, facts=finding.facts)
        if not row.answer and row.facts != finding.facts:  # the same words, asked about as something else before
            row.facts = finding.facts
            row.save(update_fields=["facts"])
        return row, finding
    return carried_out(now, finding, row, "yes", lambda live: MAKINGS[kind](live, now, by), by=by, at=at), finding


def open_question(now: Held, words: str, kind: str, line: int, *, by: Person) -> dict[str, Any]:
    """Return the question to ask first: several days, or no known group for an inquiry."""
    if days := open_days(words, kind, now):
        return {"days": days}
    if kind in OF_A_GROUP and not group_key_at(now, line) and group_of_meeting(now.page) is None:
        groups = Group.objects.filter(space=now.page.space).alive().visible_to(by).order_by("-pk")
        found = [[group.pk, group.title] for group in groups[:MOST_GROUPS]]
        if not found:
            raise Refusal(
                _("This belongs to a group, and there is no group yet."),
                instead=_("Make a need or something to do of it."),
            )
        return {"groups": found} | ({"make": kind} if kind in GROUP_MAKINGS else {})
    return {}


def open_days(words: str, kind: str, now: Held) -> list[str]:
    """Return the days to choose from: several, or an ambiguous one."""
    found = dated(words, now) if kind == "date" else []
    days = days_in(words, now) if found else []
    return days if len(days) > 1 or any(one.ambiguous for one in found) else []


def days_in(words: str, now: Held) -> list[str]:
    """Return the days of these words, each once. Raise a Refusal when there is none."""
    days = dict.fromkeys(str(one.value) for one in dated(words, now))
    if not days:
        raise Refusal(
            _("We cannot read a day in these words."), instead=_("Write it as you would say it: “6 October 2026”.")
        )
    return list(days)[:MOST_GROUPS]


def dated(words: str, now: Held) -> list[FoundDate]:
    found = find_dates(words, on=now.minutes.date or timezone.localdate())
    return [one for one in found if one.kind in ("date", "datetime") and one.value]


def group_key_at(now: Held, line: int) -> str:
    """Return the key of the group whose heading is above this line, "" without one."""
    for update in now.minutes.updates:
        if update.lines[0] <= line <= update.lines[1] and update.sure:
            names = {name_key(name) for name in update.who}
            groups = (one for one in now.plan if one.model is Group and names & set(one.names))
            return next((one.key for one in groups), "")
    return ""


def group_of_meeting(page: Page) -> Group | None:
    meeting = page.meetings.exclude(group=None).select_related("group").order_by("pk").first()
    return meeting.group if meeting else None


def group_of(live: LiveSettlement, now: Held) -> Group | None:
    key = group_key_at(now, live.doubt.first_line)
    return live.row(key) if key else group_of_meeting(live.page)


def known_group(live: LiveSettlement, now: Held) -> Group:
    group = group_of(live, now)
    if group is None:
        raise Refusal(
            _("What these words were about is no longer here."), instead=_("Make a need or something to do of it.")
        )
    return group


def make_action(live: LiveSettlement, now: Held, by: Person) -> None:
    """Set the owner and the due day only from the words."""
    words = live.doubt.words
    _minutes, alone = planned(f"# À faire\n\n- {words}", on=now.minutes.date)
    read = [dict(one.fields) for one in alone if one.model is Action]
    fields = read[0] if len(read) == 1 else {"text": words}
    live.say(live.make(Action, **fields | {"heading": "", "group": group_of(live, now)}))


def make_need(live: LiveSettlement, now: Held, by: Person) -> None:
    on, group = now.minutes.date, group_of(live, now)
    live.say(live.make(Need, text=live.doubt.words, kind=NeedKind.OTHER, said_on=on, group=group))


def make_decision(live: LiveSettlement, now: Held, by: Person) -> None:
    live.say(live.make(Decision, text=live.doubt.words, meeting=live.meeting))


def make_question(live: LiveSettlement, now: Held, by: Person) -> None:
    question = live.make(Question, text=live.doubt.words)
    live.make(Wording, question=question, number=1, text=question.text, said_on=now.minutes.date)
    live.say(question)


def make_inquiry(live: LiveSettlement, now: Held, by: Person) -> None:
    live.say(live.make(Inquiry, text=live.doubt.words, group=group_of(live, now)))


def make_intention(live: LiveSettlement, now: Held, by: Person) -> None:
    GROUP_MAKINGS["intention"](live, known_group(live, now))


def make_output(live: LiveSettlement, now: Held, by: Person) -> None:
    GROUP_MAKINGS["output"](live, known_group(live, now))


def make_date(live: LiveSettlement, now: Held, by: Person) -> None:
    make_meeting(live, days_in(live.doubt.words, now)[0], group=group_of(live, now))


MAKINGS = {
    "action": make_action,
    "need": make_need,
    "decision": make_decision,
    "question": make_question,
    "inquiry": make_inquiry,
    "intention": make_intention,
    "output": make_output,
    "date": make_date,
}


def words_of_line(page: Page, line: int, revision: int) -> tuple[str, int]:
    """Return the words of a line of the page in `revision`, and the current number of that line."""
    if revision != page.note.revision:
        before = page.note.revisions.filter(number=revision).first()
        line = followed_lines(before.body_md, page.note.body_md).get(line) if before else 0
    lines = page.note.body_md.split("\n")
    if not 0 < line <= len(lines):
        raise Refusal(_("This line has changed in the meantime."), instead=_("Look at the lines again, then choose."))
    return lines[line - 1].strip(" \t-*#>"), line
