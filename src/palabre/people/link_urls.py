from django.urls import path

from palabre.people.views import doors

app_name = "links"
urlpatterns = [path("links/<str:token>/", doors.link, name="door")]
