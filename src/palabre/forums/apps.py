"""The forums slice's place among the installed apps."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "palabre.forums"

    def ready(self) -> None:
        from palabre.forums import names, notices  # models are not loaded before
        from palabre.forums.ballots import ballot_keys  # as above
        from palabre.forums.broadcast import wall_websocket  # as above
        from palabre.forums.day import announced_forums, codes_after_restore  # as above
        from palabre.upkeep.hooks import register_carrying, register_closing, register_renewal  # as above

        notices.register_forum_day_notices()
        names.register_forum_day_names()
        announced_forums.register_announced_forums()
        wall_websocket.register_wall_door()
        register_carrying(codes_after_restore.CODES.take, codes_after_restore.CODES.give, list)
        register_carrying(codes_after_restore.served_codes, codes_after_restore.keep_served, list)
        register_closing(codes_after_restore.renew_all_codes)
        register_renewal(ballot_keys.forget_former_keys)
