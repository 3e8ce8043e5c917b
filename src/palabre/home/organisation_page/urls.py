from django.urls import path

from palabre.home.organisation_page import views
from palabre.home.views import pages

app_name = "people"
urlpatterns = [
    path("organisations/", pages.all_organisations, name="organisations"),
    path("organisations/<numbered:number>/", pages.organisation, name="organisation"),
    path("organisations/<numbered:number>/contacts/<int:tie>/ending/", views.contact_ending, name="contact_ending"),
    path("organisations/<numbered:number>/contacts/<int:entry>/return/", views.contact_return, name="contact_return"),
]
