"""The forums slice's place among the installed apps."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "palabre.forums"

    def ready(self) -> None:
        from palabre.forums import names, notices  # models are not loaded before
        from palabre.forums.broadcast import wall_websocket  # as above

        notices.register_forum_day_notices()
        names.register_forum_day_names()
        wall_websocket.register_wall_door()
