from django.urls import path

from palabre.people.views import doors

app_name = "entrance"
urlpatterns = [path("entrance/<str:token>/", doors.entrance, name="entrance")]
