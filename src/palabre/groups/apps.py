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

        member_departures.register_member_departures()
        notices.register_group_notices()
        lineage.register_lineage_notices()
        life_news.register_life_news()
        needs.register_need_notices()
        questions.register_question_notices()
        roles.register_role_notices()
        names.register_group_names()
        searchable.register_searchable_groups()
        work_lists.register_work_lists()
