from django.urls import path

from palabre.people import views

app_name = "entrance"
urlpatterns = [path("entrance/<str:token>/", views.entrance, name="entrance")]
