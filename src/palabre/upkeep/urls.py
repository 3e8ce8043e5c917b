from django.urls import path

from palabre.upkeep import views

urlpatterns = [
    path("", views.health, name="health"),
    path("page/", views.health_page, name="health_page"),
]
