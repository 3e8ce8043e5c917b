from django.urls import path

from palabre.gatherings.cards.views import picture
from palabre.gatherings.public_page import views as open_views

app_name = "open_gathering"
urlpatterns = [
    path("gatherings/<numbered:number>/", open_views.gathering, name="gathering"),
    path("gatherings/<numbered:number>/cards/<int:card>/image/", picture.open_to_all, name="image"),
]
