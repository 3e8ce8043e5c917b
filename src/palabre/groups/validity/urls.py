"""The addresses of « Est-ce toujours vrai ? »; part of `urls`."""

from django.urls import path

from palabre.groups.models import Action, Need, RoleCall
from palabre.groups.validity import views

urlpatterns = [
    path(f"{place}/<numbered:number>/{end}", view, {"model": model}, name=f"{name}{more}")
    for place, model, name in (
        ("actions", Action, "action"),
        ("needs", Need, "need"),
        ("calls", RoleCall, "role_call"),
    )
    for end, view, more in (
        ("validity/", views.validity, "_validity"),
        ("validity/<int:entry>/undoing/", views.validity_undoing, "_validity_undoing"),
    )
]
