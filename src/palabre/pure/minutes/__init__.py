"""Minutes as people write them, in Markdown or plain text → structure, without anybody filling a form.

    >>> found = read("Présents : Ana Gil, Zoé Le Du\\n\\nÀ faire :\\n- appeler la mairie (Zoé)")
    >>> [person.name for person in found.participants], found.tasks[0].owners
    (['Ana Gil', 'Zoé Le Du'], ('Zoé',))

Each finding has its literal words (markup removed), its lines in the original text, and `sure`: true for what a
label or an unmistakable turn says, false for what prose proposes and a person has to confirm. Nothing is inferred
that is not written: no owner, no organisation, no date. `as_json` gives the shape of `minutes.schema.json`.

The passes: `text.normalisation` (lines) → `text.blocks` → `text.sections` (with the lexicon of their names) → one
recogniser per concept, gathered in `reader`.
"""

from palabre.pure.minutes.contract import as_json
from palabre.pure.minutes.found import (
    Addendum,
    AgendaItem,
    Contact,
    Doubt,
    Finding,
    Gathering,
    Merge,
    Minutes,
    Need,
    NextMeeting,
    Participant,
    Point,
    Question,
    Reformulation,
    Series,
    Task,
    Update,
)
from palabre.pure.minutes.reader import read_minutes

__all__ = [
    "Addendum",
    "AgendaItem",
    "Contact",
    "Doubt",
    "Finding",
    "Gathering",
    "Merge",
    "Minutes",
    "Need",
    "NextMeeting",
    "Participant",
    "Point",
    "Question",
    "Reformulation",
    "Series",
    "Task",
    "Update",
    "as_json",
    "read_minutes",
]
