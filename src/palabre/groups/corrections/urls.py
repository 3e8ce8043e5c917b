"""The addresses of what is said otherwise; part of `urls`."""

from django.urls import path

from palabre.groups.corrections import views
from palabre.groups.models import Group, Inquiry, Need, RoleCall

urlpatterns = [
    path(f"{place}/<numbered:number>/{end}", view, {"model": model}, name=f"{name}{more}")
    for place, model, name in (
        ("needs", Need, "need"),
        ("calls", RoleCall, "role_call"),
        ("groups", Group, "group"),
        ("inquiries", Inquiry, "inquiry"),
    )
    for end, view, more in (
        ("words/", views.correction, "_words"),
        ("words/<int:entry>/undoing/", views.correction_undoing, "_words_undoing"),
    )
]
