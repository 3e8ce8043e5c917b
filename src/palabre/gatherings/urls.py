from django.urls import include, path

from palabre.gatherings.cards.views import card, picture
from palabre.gatherings.public_page import views as open_views
from palabre.gatherings.views import announcement, day, gathering, invitation
from palabre.gatherings.views.lookup import tended_roll

app_name = "gatherings"
of_one = "gatherings/<numbered:number>/"
urlpatterns = [
    path("gatherings/", gathering.all_gatherings, name="gatherings"),
    path("gatherings/new/", gathering.new_gathering, name="new"),
    path(of_one, gathering.gathering, name="gathering"),
    path(f"{of_one}words/", gathering.gathering_form, name="change"),
    path(f"{of_one}format/", gathering.format_, name="format"),
    path(f"{of_one}day/", day.day, name="day"),
    path(f"{of_one}announcement/", announcement.announcement, name="announcement"),
    path(f"{of_one}announcement/undoing/", announcement.no_announcement, name="no_announcement"),
    path(f"{of_one}cancellation/", announcement.cancellation, name="cancellation"),
    path(f"{of_one}restoration/", announcement.restoration, name="restoration"),
    path(f"{of_one}poster/", announcement.gathering_poster, name="poster"),
    path(f"{of_one}invitation/", invitation.invitation, name="invitation"),
    path(f"{of_one}invitation/undoing/", invitation.no_invitation, name="no_invitation"),
    path(f"{of_one}registration/", open_views.within, name="registration"),
    path(f"{of_one}registration/own/", open_views.own_registration, name="own_registration"),
    path(f"{of_one}registrations/", include("palabre.registrations.urls"), {"tended": tended_roll}),
    path(f"{of_one}cards/", card.new_card, name="cards"),
    path("cards/<numbered:number>/", card.card, name="card"),
    path("cards/<numbered:number>/picture/", card.picture, name="picture"),
    path("cards/<numbered:number>/picture/<int:former>/", card.former_picture, name="former_picture"),
    path("cards/<numbered:number>/picture/end/", card.no_picture, name="no_picture"),
    path("cards/<numbered:number>/image/", picture.within, name="image"),
    path("cards/<numbered:number>/validation/", card.validation, name="validation"),
    path("cards/<numbered:number>/withdrawal/", card.withdrawal, name="withdrawal"),
    path("cards/<numbered:number>/showing/", card.showing, name="showing"),
    path("cards/<numbered:number>/asking/", card.asking, name="asking"),
    path("cards/<numbered:number>/poster/", card.card_poster, name="card_poster"),
]
