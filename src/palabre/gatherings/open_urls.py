from django.urls import path

from palabre.gatherings.views import open as open_views
from palabre.gatherings.views import pictures

app_name = "open_gathering"
urlpatterns = [
    path("gatherings/<numbered:number>/", open_views.gathering, name="gathering"),
    path("gatherings/<numbered:number>/cards/<int:card>/image/", pictures.open_to_all, name="image"),
]
