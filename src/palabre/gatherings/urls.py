from django.urls import path

from palabre.gatherings.views import announcing, cards, days, gatherings, inviting, pictures, registered
from palabre.gatherings.views import open as open_views

app_name = "gatherings"
of_one = "gatherings/<numbered:number>/"
urlpatterns = [
    path("gatherings/", gatherings.all_gatherings, name="gatherings"),
    path("gatherings/new/", gatherings.new, name="new"),
    path(of_one, gatherings.gathering, name="gathering"),
    path(f"{of_one}words/", gatherings.change, name="change"),
    path(f"{of_one}format/", gatherings.format_, name="format"),
    path(f"{of_one}day/", days.day, name="day"),
    path(f"{of_one}announcement/", announcing.announcement, name="announcement"),
    path(f"{of_one}announcement/undoing/", announcing.no_announcement, name="no_announcement"),
    path(f"{of_one}cancellation/", announcing.cancellation, name="cancellation"),
    path(f"{of_one}restoration/", announcing.restoration, name="restoration"),
    path(f"{of_one}poster/", announcing.poster, name="poster"),
    path(f"{of_one}invitation/", inviting.invitation, name="invitation"),
    path(f"{of_one}invitation/undoing/", inviting.no_invitation, name="no_invitation"),
    path(f"{of_one}registration/", open_views.within, name="registration"),
    path(f"{of_one}registrations/", registered.registered, name="registered"),
    path(f"{of_one}registrations/table/", registered.table, name="table"),
    path(f"{of_one}registrations/<int:registration>/end/", registered.ending, name="ending"),
    path(f"{of_one}cards/", cards.new, name="cards"),
    path("cards/<numbered:number>/", cards.card, name="card"),
    path("cards/<numbered:number>/picture/", cards.picture, name="picture"),
    path("cards/<numbered:number>/picture/end/", cards.no_picture, name="no_picture"),
    path("cards/<numbered:number>/image/", pictures.within, name="image"),
    path("cards/<numbered:number>/validation/", cards.validation, name="validation"),
    path("cards/<numbered:number>/withdrawal/", cards.withdrawal, name="withdrawal"),
    path("cards/<numbered:number>/showing/", cards.showing, name="showing"),
    path("cards/<numbered:number>/asking/", cards.asking, name="asking"),
    path("cards/<numbered:number>/poster/", cards.poster, name="card_poster"),
]
