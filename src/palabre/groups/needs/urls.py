"""Addresses of what is missing, what becomes of it, and of help that is offered."""

from django.urls import path

from palabre.groups.needs.views import help_offers, need, new_need

urlpatterns = [
    path("needs/new/", new_need.of_all, name="needing"),
    path("groups/<numbered:number>/needs/new/", new_need.of_group, name="group_needing"),
    path("needs/<numbered:number>/", need.need, name="need"),
    path("needs/<numbered:number>/answers/new/", need.answering, name="answering"),
    path("answers/<numbered:number>/undoing/", need.answer_undoing, name="answer_undoing"),
    *(
        path(f"needs/<numbered:number>/{name}/", need.gesture, {"name": name}, name=need.name_of(name))
        for name in need.GESTURES
    ),
    path("help/new/", help_offers.offering, name="offering"),
    path("help/<numbered:number>/", help_offers.help_offer, name="help_offer"),
    path("help/<numbered:number>/withdrawal/", help_offers.withdrawal, name="help_withdrawal"),
    path("help/<numbered:number>/withdrawal/undoing/", help_offers.withdrawal_undoing, name="help_again"),
    path("help/<numbered:number>/wanted/", help_offers.wanted, name="help_wanted"),
    path("help/<numbered:number>/wanted/undoing/", help_offers.wanted_undoing, name="help_not_wanted"),
]
