"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.notes.hooks import (  # models are not loaded before
            register_follower,
            register_pinned_revisions,
            register_way_in,
        )
        from palabre.wiki import names, notices, page_lists, searchable  # models: as above
        from palabre.wiki.lines import passage_moves, passages  # models: as above
        from palabre.wiki.readers import page_invitations  # models: as above

        notices.register_wiki_notices()
        names.register_wiki_names()
        searchable.register_searchable_pages()
        page_lists.register_page_lists()
        register_follower(passage_moves.follow_text_change)
        register_way_in(page_invitations.KIND, page_invitations.leads_into)
        register_pinned_revisions(passages.stand_in)
