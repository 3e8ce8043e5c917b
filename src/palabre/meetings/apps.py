"""The meetings slice's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"

    def ready(self) -> None:
        from palabre.meetings import doubts, findable, in_preparation, names, notices  # models are not loaded before
        from palabre.people.sockets import register_preparation  # as above
        from palabre.wiki.sockets import register_marginalia  # as above

        notices.register()
        names.register()
        findable.register()
        register_marginalia(doubts.marks)
        register_preparation(in_preparation.named_in_preparation)
