from django.urls import path

from palabre.meetings.views import given_poll, sharing

app_name = "given_meeting"
urlpatterns = [
    path("given/<int:number>/meeting/", sharing.given, name="meeting"),
    path("given/<int:number>/meeting/undoing/", sharing.given_undoing, name="undoing"),
    path("given/<int:number>/dates/", given_poll.given, name="poll"),
    path("given/<int:number>/dates/undoing/", given_poll.given_undoing, name="poll_undoing"),
]
