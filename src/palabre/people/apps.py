"""The people slice's place among the installed apps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "palabre.people"

    def ready(self) -> None:
        from palabre.people import hooks, names  # models are not loaded before
        from palabre.people.access import (  # models are not loaded before
            accounts_after_restore,
            closed_after_restore,
            departures_after_restore,
            join_link,
        )
        from palabre.people.erasures import redact_after_restore  # models are not loaded before
        from palabre.upkeep.hooks import (  # as above
            register_carrying,
            register_closing,
            register_doubting,
            register_numbers,
        )

        names.register_people_names()
        hooks.register_opening(join_link.KIND, join_link.door_of)
        register_carrying(
            redact_after_restore.what_was_taken_away, redact_after_restore.take_away_again, redact_after_restore.listed
        )
        register_carrying(closed_after_restore.who_was_put_out, closed_after_restore.put_out_again, list)
        register_carrying(departures_after_restore.who_left, departures_after_restore.leave_again, list)
        for carrier in (closed_after_restore.LINKS, closed_after_restore.DEVICES, redact_after_restore.LEAVING):
            register_carrying(carrier.take, carrier.give, list)
        # after the devices, whose nonces it renews where the copy lets somebody in
        register_carrying(accounts_after_restore.known_accounts, accounts_after_restore.attach_again, list)
        register_doubting(redact_after_restore.give_a_day)
        register_closing(closed_after_restore.close_all)
        register_numbers(self.get_model("Person")._meta.db_table)
