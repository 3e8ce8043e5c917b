"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.notes.hooks import (  # models are not loaded before
            register_follower,
            register_standing,
            register_way_in,
        )
        from palabre.wiki import (  # models: as above
            findable,
            following,
            inviting,
            lists_of_pages,
            names,
            notices,
            passages,
        )

        notices.register()
        names.register()
        findable.register()
        lists_of_pages.register()
        register_follower(following.follow)
        register_way_in(inviting.KIND, inviting.leads_into)
        register_standing(passages.stand_in)
