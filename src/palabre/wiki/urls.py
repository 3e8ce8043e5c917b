from django.urls import path

from palabre.wiki.views import history, lines, page, pages, readers, text

app_name = "wiki"
urlpatterns = [
    path("pages/", pages.pages, name="pages"),
    path("pages/new/", pages.new, name="new"),
    path("pages/<slug:slug>/", page.page, name="page"),
    path("pages/<slug:slug>/text/", text.text, name="text"),
    path("pages/<slug:slug>/lines/", lines.lines, name="lines"),
    path("pages/<slug:slug>/lines/<int:line>/", lines.lines, name="line"),
    path("pages/<slug:slug>/revisions/", history.revisions, name="revisions"),
    path("pages/<slug:slug>/revisions/<int:number>/", history.revision, name="revision"),
    path("pages/<slug:slug>/revisions/<int:number>/restoration/", history.restoration, name="restoration"),
    path("pages/<slug:slug>/readers/", readers.readers, name="readers"),
    path("pages/<slug:slug>/licence/", readers.licence, name="licence"),
]
