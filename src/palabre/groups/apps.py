"""The groups slice's place among the installed apps."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "palabre.groups"

    def ready(self) -> None:
        from palabre.groups import names, notices, searchable, work_lists  # models are not loaded before
        from palabre.groups.life import life_news  # models are not loaded before
        from palabre.groups.lineage import notices as lineage  # models are not loaded before
        from palabre.groups.needs import notices as needs  # models are not loaded before
        from palabre.groups.questions import notices as questions  # models are not loaded before
        from palabre.groups.roles import member_departures  # models are not loaded before
        from palabre.groups.roles import notices as roles  # models are not loaded before

        member_departures.register()
        notices.register()
        lineage.register()
        life_news.register()
        needs.register()
        questions.register()
        roles.register()
        names.register()
        searchable.register()
        work_lists.register()
