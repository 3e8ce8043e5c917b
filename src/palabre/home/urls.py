from django.urls import path

from palabre.home.views import wholes

app_name = "home"
urlpatterns = [
    path("", wholes.space, name="space"),
    path("questions/<numbered:number>/", wholes.question, name="question"),
    path("groups/<numbered:number>/", wholes.group, name="group"),
    path("needs/", wholes.needs, name="needs"),
]
