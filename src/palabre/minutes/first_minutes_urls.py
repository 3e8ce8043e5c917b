from django.urls import path

from palabre.minutes.imports import views

app_name = "first"
urlpatterns = [path("minutes/", views.first_minutes, name="minutes")]
