from django.urls import path

from palabre.home.views import pages

app_name = "people"
urlpatterns = [
    path("organisations/", pages.all_organisations, name="organisations"),
    path("organisations/<numbered:number>/", pages.organisation, name="organisation"),
]
