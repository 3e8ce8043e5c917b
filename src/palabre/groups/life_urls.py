"""The addresses of what a group intends, makes and tells, of its sleep and its end; part of `urls`."""

from django.urls import path

from palabre.groups.life.views import endings, sleep
from palabre.groups.log.views import group_log, near_inquiries
from palabre.groups.outputs.views import deliverables, intentions

urlpatterns = [
    path("groups/<numbered:number>/intention/", intentions.intention, name="intention"),
    path("groups/<numbered:number>/intention/adoption/", intentions.adoption, name="intention_adoption"),
    path("groups/<numbered:number>/intention/adoption/undoing/", intentions.no_adoption, name="intention_sketched"),
    path("groups/<numbered:number>/review/", intentions.review, name="review"),
    path("groups/<numbered:number>/outputs/new/", deliverables.choosing, name="choosing_object"),
    path("outputs/<numbered:number>/", deliverables.deliverable, name="deliverable"),
    path("outputs/<numbered:number>/words/", deliverables.output_words_page, name="output_words"),
    path("outputs/<numbered:number>/gestures/", deliverables.gesture, name="output_gesture"),
    path("output-kinds/", deliverables.kinds, name="output_kinds"),
    path("groups/<numbered:number>/news/new/", group_log.telling_news, name="telling_news"),
    path("news/<numbered:number>/", group_log.group_news, name="news"),
    path("news/<numbered:number>/removal/", group_log.removal, name="news_removal"),
    path("groups/<numbered:number>/inquiries/new/", group_log.inquiring, name="inquiring"),
    path(
        "groups/<numbered:number>/inquiries/<numbered:one>/<numbered:other>/nearness/",
        near_inquiries.nearness,
        name="nearness",
    ),
    path("inquiries/<numbered:number>/removal/", group_log.inquiry_removal, name="inquiry_removal"),
    path("inquiries/<numbered:number>/return/", group_log.inquiry_return, name="inquiry_return"),
    path("groups/<numbered:number>/sleep/", sleep.sleep, name="sleep"),
    path("groups/<numbered:number>/waking/", sleep.waking_it, name="waking"),
    path("questions/<numbered:number>/carrying/", sleep.carrying, name="carrying"),
    path("questions/<numbered:number>/carrying/undoing/", sleep.not_carrying, name="not_carrying"),
    path("groups/<numbered:number>/ending/", endings.ending, name="ending"),
    path("groups/<numbered:number>/ending/undoing/", endings.ending_undoing, name="ending_undoing"),
]
