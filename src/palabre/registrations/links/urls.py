from django.urls import path

from palabre.registrations.links import views

app_name = "given_registration"
urlpatterns = [
    path("given/<int:number>/registration/", views.registration, name="registration"),
    path("given/<int:number>/registration/calendar/", views.calendar, name="calendar"),
]
