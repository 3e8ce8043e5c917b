"""The addresses of agendas and of decisions; part of `urls`."""

from django.urls import path

from palabre.meetings.views import agenda, agendas, deciding

urlpatterns = [
    path("meetings/<numbered:number>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<numbered:number>/agenda/beginning/", agenda.beginning, name="agenda_beginning"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/", agenda.point, name="point"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/place/", agenda.place, name="point_place"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/removal/", agenda.removal, name="point_removal"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/postponement/", agenda.postponement, name="postponement"),
    path("meetings/<numbered:number>/agenda/<numbered:item>/return/", agenda.point_return, name="point_return"),
    path("agendas/", agendas.agendas, name="agendas"),
    path("agendas/template/", agendas.template, name="agenda_template"),
    path("agendas/template/return/", agendas.template_return, name="template_return"),
    path("decisions/", deciding.decisions, name="decisions"),
    path("decisions/new/", deciding.new_decision, name="new_decision"),
    path("decisions/<numbered:number>/", deciding.decision, name="decision"),
    path("decisions/<numbered:number>/words/", deciding.decision_words, name="decision_words"),
    path("decisions/<numbered:number>/objections/", deciding.objections, name="objections"),
    path("decisions/<numbered:number>/objections/<numbered:objection>/lifting/", deciding.lifting, name="lifting"),
    path(
        "decisions/<numbered:number>/objections/<numbered:objection>/return/",
        deciding.objection_return,
        name="objection_return",
    ),
    path("decisions/<numbered:number>/adoption/", deciding.adoption, name="adoption"),
    path("decisions/<numbered:number>/setting-aside/", deciding.setting_aside, name="setting_aside"),
    path("decisions/<numbered:number>/return/", deciding.decision_return, name="decision_return"),
    path("decisions/<numbered:number>/review/", deciding.decision_review, name="decision_review"),
    path("decisions/<numbered:number>/next-meeting/", deciding.decision_talk, name="decision_talk"),
]
