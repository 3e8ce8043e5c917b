"""The meetings slice's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"

    def ready(self) -> None:
        from palabre.journal.hooks import register_clock  # models are not loaded before
        from palabre.meetings import findable, names, notices, waiting  # as above
        from palabre.meetings.import_start import ready_for_minutes  # as above
        from palabre.meetings.polls import reminding  # as above
        from palabre.meetings.recurring import next_one  # as above
        from palabre.meetings.room import coming_in, expiry, live  # as above
        from palabre.meetings.writing_up import handing_over  # as above
        from palabre.notes.hooks import register_standing, register_way_in  # as above
        from palabre.wiki.hooks import register_way_back  # as above

        notices.register()
        names.register()
        findable.register()
        register_way_back("room:room")
        register_clock("minutes", handing_over.EVERY, handing_over.open_what_is_due, lasting=True)
        register_standing(handing_over.stand_in)
        register_clock("date polls", reminding.EVERY, reminding.remind, lasting=True)
        register_clock("rooms", expiry.EVERY, expiry.end_the_old, lasting=True)
        register_clock("rhythms", next_one.EVERY, next_one.keep_ahead, lasting=True)
        waiting.register()
        register_way_in(coming_in.KIND, coming_in.leads_into)
        live.register()
        ready_for_minutes()
