"""Addresses of what is missing, what becomes of it, and of help that is offered."""

from django.urls import path

from palabre.groups.views import help_offers, needing, needs

urlpatterns = [
    path("needs/new/", needing.of_all, name="needing"),
    path("groups/<numbered:number>/needs/new/", needing.of_group, name="group_needing"),
    path("needs/<numbered:number>/", needs.need, name="need"),
    path("needs/<numbered:number>/answers/new/", needs.answering, name="answering"),
    path("answers/<numbered:number>/undoing/", needs.answer_undoing, name="answer_undoing"),
    *(
        path(f"needs/<numbered:number>/{name}/", needs.gesture, {"name": name}, name=needs.name_of(name))
        for name in needs.GESTURES
    ),
    path("help/new/", help_offers.offering, name="offering"),
    path("help/<numbered:number>/", help_offers.help_offer, name="help_offer"),
    path("help/<numbered:number>/withdrawal/", help_offers.withdrawal, name="help_withdrawal"),
    path("help/<numbered:number>/withdrawal/undoing/", help_offers.withdrawal_undoing, name="help_again"),
    path("help/<numbered:number>/wanted/", help_offers.wanted, name="help_wanted"),
    path("help/<numbered:number>/wanted/undoing/", help_offers.wanted_undoing, name="help_not_wanted"),
]
