from django.urls import path

from palabre.people.access.views import entrance

app_name = "entrance"
urlpatterns = [path("entrance/<str:token>/", entrance.entrance, name="entrance")]
