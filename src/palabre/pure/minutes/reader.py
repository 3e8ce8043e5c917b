"""Minutes in Markdown or plain text → structure, in one pass per concept."""

from __future__ import annotations

from datetime import date

from palabre.pure.minutes.agenda import read_agenda, read_objectives
from palabre.pure.minutes.contacts import read_contacts
from palabre.pure.minutes.days import Days
from palabre.pure.minutes.decisions import read_decisions
from palabre.pure.minutes.deeds.tasks import decided_in_mixed_lists, read_tasks, tasks_after_a_decision
from palabre.pure.minutes.document import Sheet, guess_language
from palabre.pure.minutes.doubts import read_doubts
from palabre.pure.minutes.found import Gathering, Minutes, NextMeeting, Participant
from palabre.pure.minutes.heading import (
    is_heading_of_a_meeting,
    looks_older,
    read_day,
    read_forum_day,
    read_place,
    read_title,
)
from palabre.pure.minutes.lineage import read_addenda, read_carried_on, read_merges
from palabre.pure.minutes.meetings import read_gatherings, read_series
from palabre.pure.minutes.needs import read_needs
from palabre.pure.minutes.next_meetings import as_gathering, read_next_meetings
from palabre.pure.minutes.persons.participants import read_people
from palabre.pure.minutes.persons.roster import Roster
from palabre.pure.minutes.questions import read_questions
from palabre.pure.minutes.text.blocks import Block, read_blocks
from palabre.pure.minutes.text.inline import urls
from palabre.pure.minutes.text.normalisation import Source, normalise
from palabre.pure.minutes.text.sections import cut_sections
from palabre.pure.minutes.updates import as_updates, read_speakings
from palabre.pure.minutes.votes import read_votes


def read_minutes(text: str, *, on: date | None = None, locale: str | None = None) -> Minutes:
    """Everything that a careful reader finds in minutes; nothing that is not written.

    `on`: the day that relative dates start from when the text bears none; without any, they stay open (None).
    `locale`: "fr" or "en"; guessed when None. Never fails, whatever the text.
    """
    language = locale or guess_language(text)
    source = normalise(text)
    blocks = _latest_meeting(read_blocks(source.lines), Days(None, language))
    sections = cut_sections(blocks)
    on = None if looks_older(source, on) else on
    day = read_day(source, sections, language, on)
    days = Days(day or on, language)
    people = read_people(sections)
    roster = Roster((one.name for one in people), (one.organisation for one in people if one.organisation))
    sheet = Sheet(tuple(sections), language, days, roster)
    return _read(source, sheet, people, day)


def _read(source: Source, sheet: Sheet, listed: list[Participant], day: date | None) -> Minutes:
    sections = list(sheet.sections)
    questions, reworded, people = read_questions(sections, listed)
    speakings = read_speakings(sheet, questions)
    next_meetings = read_next_meetings(sheet, speakings)
    gatherings = _with_next_meetings(read_gatherings(sheet, speakings), next_meetings)
    merges = read_merges(sheet)
    title = read_title(source, sections, sheet.days)
    to_do = {block.lines for block in tasks_after_a_decision(sheet)}
    decisions = [one for one in read_decisions(sheet) if one.lines not in to_do]
    needs = read_needs(sheet, speakings, questions)
    needed = {one.lines for one in needs}  # what is looked for is said once
    tasks = [one for one in read_tasks(sheet) if one.sure or one.lines not in needed]
    return Minutes(
        title=title,
        date=day,
        place=read_place(sections),
        language=sheet.locale,
        participants=tuple(people),
        objectives=tuple(read_objectives(sheet)),
        agenda=tuple(read_agenda(sheet)),
        questions=tuple(questions),
        reformulations=tuple(reworded),
        updates=tuple(as_updates(speakings)),
        meetings=tuple(gatherings),
        series=tuple(read_series(sheet)),
        next_meetings=tuple(next_meetings),
        decisions=tuple(decisions + decided_in_mixed_lists(sheet)),
        needs=tuple(needs),
        tasks=tuple(tasks),
        merges=tuple(merges),
        links=tuple(dict.fromkeys(url for line in source.lines for url in urls(line.text))),
        carried_on=tuple(read_carried_on(sheet)),
        forum_on=read_forum_day(title, sheet.days),
        votes=tuple(read_votes(speakings)),
        addenda=tuple(read_addenda(sheet)),
        contacts=tuple(read_contacts(sheet, people)),
        doubts=tuple(read_doubts(sheet, people, speakings, merges, gatherings)),
    )


def _with_next_meetings(gatherings: list[Gathering], next_meetings: list[NextMeeting]) -> list[Gathering]:
    """Add the dated next meetings that are none of the gatherings."""
    known = {one.when for one in gatherings}
    return gatherings + [as_gathering(one) for one in next_meetings if one.when and one.when not in known]


def _latest_meeting(blocks: list[Block], days: Days) -> list[Block]:
    """Of several meetings on one page, newest first, only the newest; else the page as it is."""
    dated = [
        (at, block, day)
        for at, block in enumerate(blocks)
        if (block.kind == "heading" or block.bold) and (day := is_heading_of_a_meeting(block, days)) is not None
    ]
    if not dated:
        return blocks
    _, head, newest = dated[0]
    later = next((at for at, block, day in dated[1:] if block.level == head.level and day < newest), None)
    return blocks if later is None else blocks[:later]
