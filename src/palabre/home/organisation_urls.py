from django.urls import path

from palabre.home.views import wholes

app_name = "people"
urlpatterns = [path("organisations/<numbered:number>/", wholes.organisation, name="organisation")]
