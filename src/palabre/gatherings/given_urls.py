from django.urls import path

from palabre.gatherings.views import given

app_name = "given_gathering"
urlpatterns = [
    path("given/<int:number>/gathering/", given.card, name="card"),
    path("given/<int:number>/card/", given.showing, name="showing"),
    path("given/<int:number>/registration/", given.registration, name="registration"),
    path("given/<int:number>/registration/calendar/", given.calendar, name="calendar"),
]
