from django.urls import path

from palabre.home import views

app_name = "front"
urlpatterns = [
    path("", views.front, name="front"),
    path("demonstration/", views.demonstration, name="demonstration"),
]
