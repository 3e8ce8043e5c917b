from django.urls import path

from palabre.meetings.polls.views import given
from palabre.meetings.views import share

app_name = "given_meeting"
urlpatterns = [
    path("given/<int:number>/meeting/", share.given, name="meeting"),
    path("given/<int:number>/meeting/undoing/", share.given_undoing, name="undoing"),
    path("given/<int:number>/dates/", given.given, name="poll"),
    path("given/<int:number>/dates/address/", given.address, name="poll_address"),
    path("given/<int:number>/dates/entry.ics", given.entry, name="poll_entry"),
    path("given/<int:number>/dates/undoing/", given.given_undoing, name="poll_undoing"),
]
