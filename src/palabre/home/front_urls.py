from django.urls import path

from palabre.home.views import front

app_name = "front"
urlpatterns = [
    path("", front.front, name="front"),
    path("demonstration/", front.demonstration, name="demonstration"),
]
