"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.notes.hooks import register_use  # models are not loaded before
        from palabre.wiki import names, notices, page_lists, searchable  # models: as above
        from palabre.wiki.lines import passage_moves, passages  # models: as above
        from palabre.wiki.readers import page_invitations  # models: as above

        notices.register_wiki_notices()
        names.register_wiki_names()
        searchable.register_searchable_pages()
        page_lists.register_page_lists()
        register_use(
            page_invitations.KIND,
            way_in=page_invitations.leads_into,
            pins=passages.stand_in,
            follow=passage_moves.follow_text_change,
            ahead=passage_moves.line_moves,
        )
