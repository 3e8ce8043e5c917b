from django.urls import path

from palabre.meetings.views import imports

app_name = "first"
urlpatterns = [path("minutes/", imports.first_minutes, name="minutes")]
