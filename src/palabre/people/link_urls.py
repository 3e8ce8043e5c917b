from django.urls import path

from palabre.people.views import doors, joining, stopping

app_name = "links"
urlpatterns = [
    path("links/<str:token>/", doors.link, name="door"),
    path("stop/<str:token>/", stopping.stop, name="stop"),
    path("opened/<int:number>/joining/", joining.joining, name="joining"),
]
