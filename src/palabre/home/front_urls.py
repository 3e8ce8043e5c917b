from django.urls import path

from palabre.home.views import beginning, front

app_name = "front"
urlpatterns = [
    path("data/", front.data, name="data"),
    path("", front.front, name="front"),
    path("spaces/new/", beginning.founding, name="founding"),
    path("demonstration/", front.demonstration, name="demonstration"),
    path("demonstration/removal/", front.removal, name="removal"),
]
