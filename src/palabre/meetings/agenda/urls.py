"""The addresses of agendas and of decisions; part of `urls`."""

from django.urls import path

from palabre.meetings.agenda.views import agenda, templates
from palabre.meetings.decisions import views

urlpatterns = [
    path("meetings/<numbered:number>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<numbered:number>/agenda/beginning/", agenda.beginning, name="agenda_beginning"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/", agenda.point, name="point"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/place/", agenda.place, name="point_place"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/removal/", agenda.removal, name="point_removal"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/postponement/", agenda.postponement, name="postponement"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/return/", agenda.point_return, name="point_return"),
    path("agendas/", templates.agendas, name="agendas"),
    path("agendas/template/", templates.template, name="agenda_template"),
    path("agendas/template/return/", templates.template_return, name="template_return"),
    path("agendas/template/<int:entry>/undoing/", templates.template_undoing, name="template_undoing"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/new/", views.new_decision, name="new_decision"),
    path("decisions/<numbered:number>/", views.decision, name="decision"),
    path("decisions/<numbered:number>/words/", views.decision_words, name="decision_words"),
    path(
        "decisions/<numbered:number>/words/<numbered:entry>/undoing/",
        views.decision_words_undoing,
        name="decision_words_undoing",
    ),
    path("decisions/<numbered:number>/objections/", views.objections, name="objections"),
    path("decisions/<numbered:number>/objections/<numbered:objection>/lifting/", views.lifting, name="lifting"),
    path(
        "decisions/<numbered:number>/objections/<numbered:objection>/return/",
        views.objection_return,
        name="objection_return",
    ),
    path("decisions/<numbered:number>/adoption/", views.adoption, name="adoption"),
    path("decisions/<numbered:number>/setting-aside/", views.setting_aside, name="setting_aside"),
    path("decisions/<numbered:number>/return/", views.decision_return, name="decision_return"),
    path("decisions/<numbered:number>/review/", views.decision_review, name="decision_review"),
    path("decisions/<numbered:number>/next-meeting/", views.decision_talk, name="decision_talk"),
]
