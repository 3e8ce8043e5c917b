from django.urls import path

from palabre.meetings.views import sharing

app_name = "given_meeting"
urlpatterns = [
    path("given/<int:number>/meeting/", sharing.given, name="meeting"),
    path("given/<int:number>/meeting/undoing/", sharing.given_undoing, name="undoing"),
]
