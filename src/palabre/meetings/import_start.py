"""What minutes that are read plug into lower slices, when the application starts."""

from palabre.journal.hooks import register_clock
from palabre.meetings import doubts, import_names, import_notices, in_preparation
from palabre.meetings.margin import marks, memory
from palabre.people.hooks import register_preparation
from palabre.wiki.hooks import register_gestures, register_marginalia


def ready_for_minutes() -> None:
    import_notices.register()
    import_names.register()
    register_marginalia(doubts.marks)
    register_marginalia(marks.marks, only_beside_lines=True)
    register_gestures(marks.gestures_on)
    register_clock("margin", memory.EVERY, memory.remember)
    register_preparation(in_preparation.named_in_preparation)
