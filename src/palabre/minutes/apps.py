"""The minutes slice's place among the installed apps."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "palabre.minutes"

    def ready(self) -> None:
        from palabre.journal.hooks import register_clock  # models are not loaded before
        from palabre.minutes import names, notices, people_in_preparation  # as above
        from palabre.minutes.doubts import doubt_marks  # as above
        from palabre.minutes.margin import margin_marks, margin_memory  # as above
        from palabre.people.hooks import register_preparation  # as above
        from palabre.wiki.hooks import register_gestures, register_marginalia  # as above

        notices.register()
        names.register()
        register_marginalia(doubt_marks.marks)
        register_marginalia(margin_marks.marks, only_beside_lines=True)
        register_gestures(margin_marks.gestures_on)
        register_clock("margin", margin_memory.EVERY, margin_memory.remember)
        register_preparation(people_in_preparation.named_in_preparation)
