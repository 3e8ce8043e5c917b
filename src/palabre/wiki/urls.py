from django.urls import URLPattern, path

from palabre.wiki.attachments.views import attachments, files
from palabre.wiki.comments import views as comments
from palabre.wiki.copies import views as copies
from palabre.wiki.hierarchy import views as hierarchy
from palabre.wiki.hierarchy.unfiled_pages import PlacedPages
from palabre.wiki.lines import views as lines
from palabre.wiki.lines.page_margin import Margin
from palabre.wiki.readers import views as readers
from palabre.wiki.readers.reader_circles import PageCircles
from palabre.wiki.removal import views as removal
from palabre.wiki.views import history, page, pages, text, title, watch_and_template
from palabre.wiki.views.lookup import at_former_addresses

app_name = "wiki"
AN_ATTACHMENT = "pages/<slug:slug>/attachments/<numbered:number>/"
A_COMMENT = "pages/<slug:slug>/comments/<numbered:number>/"
ROUTES = [
    path("pages/feed.atom", copies.feed, name="feed"),
    path("pages/wanted/", pages.wanted, name="wanted"),
    path("pages/<slug:slug>/text/", text.text, name="text"),
    path("pages/<slug:slug>/revisions/", history.revisions, name="revisions"),
    path("pages/<slug:slug>/revisions/<int:number>/", history.revision, name="revision"),
    path("pages/<slug:slug>/revisions/<int:number>/restoration/", history.restoration, name="restoration"),
    path("pages/<slug:slug>/authors/", history.authors, name="authors"),
    path("pages/<slug:slug>/attachments/", attachments.attachments, name="attachments"),
    path("pages/<slug:slug>/attachments/new/", attachments.new_attachment, name="new_attachment"),
    path(f"{AN_ATTACHMENT}showing/", attachments.showing, name="attachment_showing"),
    path(f"{AN_ATTACHMENT}removal/", attachments.removal, name="attachment_removal"),
    path(f"{AN_ATTACHMENT}return/", attachments.coming_back, name="attachment_return"),
    path(f"{AN_ATTACHMENT}<str:name>", files.file, name="attachment"),
    path("pages/<slug:slug>/comments/", comments.comments, name="comments"),
    path(f"{A_COMMENT}answer/", comments.comment_answer, name="comment_answer"),
    path(f"{A_COMMENT}settlement/", comments.comment_settlement, name="comment_settlement"),
    path(f"{A_COMMENT}settlement/undoing/", comments.no_comment_settlement, name="no_comment_settlement"),
    path(f"{A_COMMENT}removal/", comments.comment_removal, name="comment_removal"),
    path(f"{A_COMMENT}removal/undoing/", comments.no_comment_removal, name="no_comment_removal"),
    path("pages/<slug:slug>/title/", title.title, name="title"),
    path("pages/<slug:slug>/place/", hierarchy.place, name="place"),
    path("pages/<slug:slug>/watch/", watch_and_template.watch, name="watch"),
    path("pages/<slug:slug>/watch/undoing/", watch_and_template.no_watch, name="no_watch"),
    path("pages/<slug:slug>/template/", watch_and_template.template, name="template"),
    path("pages/<slug:slug>/template/undoing/", watch_and_template.no_template, name="no_template"),
    path("pages/<slug:slug>/removal/", removal.removal, name="removal"),
    path("pages/<slug:slug>/removal/undoing/", removal.restored_page, name="restored_page"),
    path("removed-pages/", removal.removed_pages, name="removed_pages"),
    path("pages/<slug:slug>/invitation/", readers.invitation, name="invitation"),
    path("pages/<slug:slug>/licence/", readers.licence, name="licence"),
    path("pages/<slug:slug>/copies/", copies.copies, name="copies"),
    path("pages/<slug:slug>/copies/<slug:kind>/", copies.copy, name="copy"),
    path("pages/<slug:slug>/embed/", copies.embed, name="embed"),
]


def page_routes(*, margin: Margin, circles: PageCircles, placed: PlacedPages) -> list[URLPattern]:
    """Return the addresses of the pages, with the margin and the circles that their screens show.

    Those come from upper slices: the root addresses give them. `placed` finds the pages that have a place elsewhere.
    """
    beside, among = {"margin": margin}, {"circles": circles}
    routes = [
        *ROUTES,
        path("pages/", pages.pages, {"placed": placed}, name="pages"),
        path("pages/new/", pages.new_page, among, name="new"),
        path("pages/<slug:slug>/", page.wiki_page, beside | among, name="page"),
        path("pages/<slug:slug>/lines/", lines.lines, beside, name="lines"),
        path("pages/<slug:slug>/lines/<int:line>/", lines.lines, beside, name="line"),
        path("pages/<slug:slug>/readers/", readers.readers, among, name="readers"),
    ]
    for one in routes:
        if str(one.pattern).startswith("pages/<slug:slug>/"):
            one.callback = at_former_addresses(one.callback, gone=removal.told_gone)
    return routes
