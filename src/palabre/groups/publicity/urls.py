"""The addresses at which things are shown to everybody; part of `urls`."""

from django.urls import path

from palabre.groups.models import Group, Need, RoleCall
from palabre.groups.publicity import views
from palabre.questions.models import Question

PLACES = (
    ("groups", Group, "group"),
    ("questions", Question, "question"),
    ("needs", Need, "need"),
    ("calls", RoleCall, "role_call"),
)
urlpatterns = [
    path(f"{place}/<numbered:number>/readers/{end}", view, {"model": model}, name=f"{name}_{more}")
    for place, model, name in PLACES
    for end, view, more in (("", views.showing, "shown"), ("members/", views.hidden, "hidden"))
]
