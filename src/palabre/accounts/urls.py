from django.urls import path

from palabre.accounts import views

app_name = "accounts"
urlpatterns = [path("door/<str:token>/", views.door_link, name="door")]
