from django.urls import path

from palabre.meetings.room.views import room
from palabre.wiki.hooks import returns_from_writing

app_name = "room"
urlpatterns = [
    path("meetings/<numbered:number>/room/", returns_from_writing(room.room), name="room"),
    path("meetings/<numbered:number>/room/opening/", room.room_opening_page, name="opening"),
    path("meetings/<numbered:number>/room/state/", room.state, name="state"),
    path("meetings/<numbered:number>/room/qr/", room.square, name="qr"),
    path("meetings/<numbered:number>/room/<slug:gesture>/", room.gesture, name="gesture"),
]
