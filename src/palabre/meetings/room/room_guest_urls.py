from django.urls import path

from palabre.meetings.room.views import entrance, room

app_name = "came_in"
urlpatterns = [
    path("room/", entrance.door, name="door"),
    path("room/<slug:code>/<slug:key>/", entrance.entrance, name="entrance"),
    path("opened/<int:number>/room/", room.opened_room, name="room"),
    path("opened/<int:number>/room/state/", room.opened_state, name="state"),
    path("opened/<int:number>/room/<slug:gesture>/", room.opened_gesture, name="gesture"),
]
