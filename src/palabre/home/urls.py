from django.urls import path

from palabre.home.views import beginning, naming, taking_away, wholes

app_name = "home"
urlpatterns = [
    path("", wholes.space, name="space"),
    path("questions/new/", beginning.new_question, name="new_question"),
    path("questions/<numbered:number>/asked/", beginning.asked, name="asked"),
    path("questions/<numbered:number>/withdrawal/", beginning.withdrawal, name="withdrawal"),
    path("questions/<numbered:number>/", wholes.question, name="question"),
    path("groups/<numbered:number>/", wholes.group, name="group"),
    path("needs/", wholes.needs, name="needs"),
    path("names/", naming.names, name="names"),
    path("export/", taking_away.archive, name="export"),
]
