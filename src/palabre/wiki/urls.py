from django.urls import path

from palabre.wiki import views

app_name = "wiki"
urlpatterns = [
    path("pages/", views.pages, name="pages"),
    path("pages/new/", views.new, name="new"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("pages/<slug:slug>/text/", views.text, name="text"),
    path("pages/<slug:slug>/lines/", views.lines, name="lines"),
    path("pages/<slug:slug>/lines/<int:line>/", views.lines, name="line"),
    path("pages/<slug:slug>/revisions/", views.revisions, name="revisions"),
    path("pages/<slug:slug>/revisions/<int:number>/", views.revision, name="revision"),
    path("pages/<slug:slug>/revisions/<int:number>/restoration/", views.restoration, name="restoration"),
]
