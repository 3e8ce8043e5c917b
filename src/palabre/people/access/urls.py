from django.urls import path

from palabre.people.access.views import entrance, join_link, unsubscribe

app_name = "links"
urlpatterns = [
    path("links/<str:token>/", entrance.link, name="door"),
    path("stop/<str:token>/", unsubscribe.stop, name="stop"),
    path("opened/<int:number>/joining/", join_link.joining, name="joining"),
]
