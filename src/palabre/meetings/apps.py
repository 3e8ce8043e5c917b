"""The meetings slice's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"

    def ready(self) -> None:
        from palabre.journal.hooks import register_clock  # models are not loaded before
        from palabre.meetings import meeting_instants, models, names, notices, searchable  # as above
        from palabre.meetings.calendars import answer_mailbox  # as above
        from palabre.meetings.invitations import meeting_invitations  # as above
        from palabre.meetings.polls import poll_reminders, poll_removal  # as above
        from palabre.meetings.room import open_room, room_expiry, room_guests  # as above
        from palabre.meetings.room.broadcast import room_websocket  # as above
        from palabre.meetings.series import next_occurrence  # as above
        from palabre.meetings.written import minutes_publication  # as above
        from palabre.notes.hooks import register_use  # as above
        from palabre.people.hooks import Event, Reversible, register_consequence  # as above
        from palabre.wiki.hooks import register_page_keeper  # as above

        notices.register_meeting_notices()
        names.register_meeting_names()
        searchable.register_searchable_meetings()
        register_page_keeper(models.Meeting, "minutes")
        register_clock("calendar answers", answer_mailbox.EVERY, answer_mailbox.read_mailbox, lasting=True)
        register_clock("minutes", minutes_publication.EVERY, minutes_publication.open_what_is_due, lasting=True)
        register_clock(
            "letters set aside", meeting_invitations.EVERY, meeting_invitations.forget_letters_aside, lasting=True
        )
        register_clock("removed polls", poll_removal.EVERY, poll_removal.forget_removed_polls, lasting=True)
        register_clock("date polls", poll_reminders.EVERY, poll_reminders.remind, lasting=True)
        register_clock("rooms", room_expiry.EVERY, room_expiry.end_the_old, lasting=True)
        register_clock("rhythms", next_occurrence.EVERY, next_occurrence.keep_ahead, lasting=True)
        meeting_instants.register_meeting_instants()
        register_use(room_guests.KIND, way_in=room_guests.leads_into, pins=minutes_publication.stand_in)
        self.survive_restorations()
        renewal = Reversible(open_room.renew_known_codes, open_room.keep_new_codes)
        register_consequence(Event.PERSON_PUT_OUT, "room codes", renewal)
        due = Reversible(minutes_publication.give_time_again, minutes_publication.leave_the_time)
        register_consequence(Event.SPACE_REVIVED, "minutes due", due)
        kept = Reversible(minutes_publication.keep_what_is_kept)
        register_consequence(Event.PAGE_KEPT, "meetings", kept)
        room_websocket.register_room_door()

    def survive_restorations(self) -> None:
        """Register what was closed, changed or kept since a backup, and stays so once it is restored."""
        from palabre.meetings.calendars import feeds_after_restore  # as above
        from palabre.meetings.room import room_codes  # as above
        from palabre.meetings.written import minutes_after_restore  # as above
        from palabre.upkeep.hooks import register_carrying, register_closing, register_doubting  # as above

        register_carrying(feeds_after_restore.known_feeds, feeds_after_restore.renew_again, list)
        register_carrying(room_codes.CARRIED.take, room_codes.CARRIED.give, list)
        for renew in (feeds_after_restore.renew_all, room_codes.renew_all):
            register_closing(renew)
        register_carrying(minutes_after_restore.kept_minutes, minutes_after_restore.keep_again, list)
        register_doubting(minutes_after_restore.give_time)
