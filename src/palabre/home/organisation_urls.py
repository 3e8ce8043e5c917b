from django.urls import path

from palabre.home import views

app_name = "people"
urlpatterns = [path("organisations/<numbered:number>/", views.organisation, name="organisation")]
