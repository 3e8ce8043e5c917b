from django.urls import path

from palabre.meetings.calendars import views

app_name = "calendars"
urlpatterns = [
    path("calendar/<str:token>.ics", views.feed, name="feed"),
]
