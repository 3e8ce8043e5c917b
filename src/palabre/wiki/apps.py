"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.notes.sockets import register_follower  # models are not loaded before
        from palabre.wiki import findable, following, lists_of_pages, names, notices  # models are not loaded before

        notices.register()
        names.register()
        findable.register()
        lists_of_pages.register()
        register_follower(following.follow)
