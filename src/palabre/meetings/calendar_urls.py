from django.urls import path

from palabre.meetings.views import calendars

app_name = "calendars"
urlpatterns = [
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
]
