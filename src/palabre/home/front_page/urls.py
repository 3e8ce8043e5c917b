from django.urls import path

from palabre.home.creation import views as creation
from palabre.home.front_page import views as front_page

app_name = "front"
urlpatterns = [
    path("data/", front_page.data, name="data"),
    path("", front_page.front, name="front"),
    path("spaces/new/", creation.founding, name="founding"),
    path("demonstration/", front_page.demonstration, name="demonstration"),
    path("demonstration/removal/", front_page.removal, name="removal"),
]
