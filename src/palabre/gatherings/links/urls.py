from django.urls import path

from palabre.gatherings.links import views

app_name = "given_gathering"
urlpatterns = [
    path("given/<int:number>/gathering/", views.card, name="card"),
    path("given/<int:number>/card/", views.showing, name="showing"),
    path("given/<int:number>/registration/", views.registration, name="registration"),
    path("given/<int:number>/registration/calendar/", views.calendar, name="calendar"),
]
