from django.urls import path

from palabre.people.views import doors, joining

app_name = "links"
urlpatterns = [
    path("links/<str:token>/", doors.link, name="door"),
    path("opened/<int:number>/joining/", joining.joining, name="joining"),
]
