from django.urls import path

from palabre.people import views

app_name = "links"
urlpatterns = [path("links/<str:token>/", views.link, name="door")]
