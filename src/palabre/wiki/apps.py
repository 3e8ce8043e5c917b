"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.notes.sockets import register_follower, register_standing  # models are not loaded before
        from palabre.wiki import findable, following, lists_of_pages, names, notices, passages  # models: as above

        notices.register()
        names.register()
        findable.register()
        lists_of_pages.register()
        register_follower(following.follow)
        register_standing(passages.stand_in)
