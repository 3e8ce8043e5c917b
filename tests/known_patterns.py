"""Patterns that would be slow on any text, by name, with why none of the texts that they read is such: the only ones.

`SHARED` of tests/pattern_runs.py, `BEGUN_AGAIN` of tests/pattern_starts.py; see test_slow_patterns.
"""

BLANKS_ARE_CUT = "palabre.pure.minutes."  # palabre.pure.minutes.text.blanks
SHARED = {
    "palabre.meetings.agenda.agenda_text.BELOW": "whatever follows is read, to the end of the line",
    "palabre.meetings.note.heading_insertion.HEADING": "whatever follows is read, to the end of the line",
    "palabre.notes.markdown.list_syntax.WRITTEN": "120 characters at most",
    "palabre.notes.markdown.plain_text.PICTURE": "a tag that was cleaned has one alt",
    "palabre.pure.french.words.TOKEN": "a sign that the first does not read stands before each turn of the second",
    "palabre.pure.minutes.persons.asides.FULL_CAPS": "a dash, which the first does not read, stands before the second",
    "palabre.pure.minutes.deeds.state.CELL_DONE": "letters, which the first does not read, stand between",
    "palabre.web.form.read_only_screens.BUTTON": "a tag of ours: the quotes of what people typed are escaped in it",
    "palabre.web.templatetags.menu_tags.LINK": "the way up to one page, whose titles are cut and escaped",
    "palabre.pure.minutes.text.lexicon.DECORATION": "a blank, which neither repeat reads, stands after them",
}

IN_HTML = "HTML of ours: `<` and quotes that people typed are escaped in it"
BEGUN_AGAIN = {
    "palabre.groups.links.share_sheet.WORDS": "an address of ours",
    "palabre.meetings.templatetags.room_fields.BLANKS": IN_HTML,
    "palabre.minutes.files.markdown_writer.MARKED": "of each mark only the last is left open",
    "palabre.minutes.plan.group_planner.ENDS_A_TITLE": "a title of minutes, whose blanks are cut",
    "palabre.notes.markdown.plain_text.BLOCK": IN_HTML,
    "palabre.notes.markdown.plain_text.PICTURE": IN_HTML,
    "palabre.notes.markdown.plain_text.TAG": IN_HTML,
    "palabre.pure.dates.dated_days._NOT_A_DAY": "25 characters",
    "palabre.pure.documents.pdf.UNKNOWN": "what a program says",
    "palabre.pure.french.name_replacement.HEAD": "100 characters",
    "palabre.pure.french.typography.PROTECTED": "an address that is begun again holds the end of the one before",
    "palabre.pure.french.words.TOKEN": "an address that is begun again holds the end of the one before",
    "palabre.pure.minutes.agenda.LEADERS": "a left edge of two letters",
    "palabre.pure.minutes.deeds.owners.LAST_HANDLES": "400 characters",
    "palabre.pure.minutes.deeds.state.DONE_AFTER": "120 characters",
    "palabre.pure.minutes.deeds.state.NOT_DONE": "60 characters",
    "palabre.pure.minutes.text.inline.BOLD": "the next mark ends it",
    "palabre.pure.minutes.text.inline.LINK": "2000 characters at most, and the next link ends it",
    "palabre.pure.minutes.text.lexicon.BY_ENDING": "a whole label: fullmatch",
    "palabre.pure.minutes.text.lexicon.NOT_LETTERS": "patterns of ours",
    "palabre.upkeep.letter_html.ADDRESS": "an address that is begun again holds the end of the one before",
    "palabre.web.assets.stylesheets.COMMENT": "stylesheets of ours",
    "palabre.web.form.read_only_screens.BUTTON": IN_HTML,
    "palabre.web.form.read_only_screens.FORM": IN_HTML,
    "palabre.web.form.read_only_screens.LINK": IN_HTML,
    "palabre.web.name_masking.name_mask.BREAK": "within a name that was found",
    "palabre.web.name_masking.name_mask.HEAD": "300 characters",
    "palabre.web.name_masking.masked_screens.EDITED": IN_HTML,
    "palabre.web.name_masking.masked_screens.TYPED": IN_HTML,
    "palabre.web.name_masking.tag_marks.WITHIN_A_LINE": IN_HTML,
    "palabre.web.templatetags.menu_tags.LINK": IN_HTML,
    "palabre.web.templatetags.text_filters.TAG": IN_HTML,
    "palabre.wiki.attachments.text_pictures.PICTURE": IN_HTML,
    "palabre.wiki.copies.page_copies.UNWRITTEN": IN_HTML,
    "palabre.wiki.page_body.HEADING": IN_HTML,
}
MET_ONCE = {  # at one place of a text only: by `match` or `fullmatch`
    "palabre.notes.markdown.html_render.SCHEME",
    "palabre.pure.minutes.deeds.one_task.ASKS",
    "palabre.pure.minutes.deeds.told_tasks.FUTURE",
    "palabre.pure.minutes.persons.participant_tables.ABSENT",
    "palabre.pure.minutes.persons.participants.CALLED",
    "palabre.pure.minutes.text.blocks.WORD_END",
    "palabre.pure.minutes.text.lexicon.BRINGS_AN_AGENDA",
    "palabre.pure.minutes.text.sections.DEED",
    "palabre.wiki.copies.page_copies.FENCE",
    "palabre.web.name_masking.words_and_gaps.REST_OF_WORD",
}
ONE_BY_ONE = {  # from what people typed, without anything that repeats: one sign, or one word, at each place
    "pure.documents.pdf.undrawn": "signs that no font draws",
    "pure.french.flat_text.with_plain_letters": "signs that are not one letter",
    "pure.minutes.next_meetings._is_named_above": "four to twenty letters",
}
