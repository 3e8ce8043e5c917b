from django.urls import path

from palabre.home import views

app_name = "home"
urlpatterns = [
    path("", views.space, name="space"),
    path("questions/<numbered:number>/", views.question, name="question"),
    path("groups/<numbered:number>/", views.group, name="group"),
    path("needs/", views.needs, name="needs"),
]
