"""The addresses of what a group intends, makes and tells, of its sleep and its end; part of `urls`."""

from django.urls import path

from palabre.groups.views import endings, intentions, log, outputs, sleeping

urlpatterns = [
    path("groups/<numbered:number>/intention/", intentions.intention, name="intention"),
    path("groups/<numbered:number>/intention/adoption/", intentions.adoption, name="intention_adoption"),
    path("groups/<numbered:number>/intention/adoption/undoing/", intentions.no_adoption, name="intention_sketched"),
    path("groups/<numbered:number>/review/", intentions.review, name="review"),
    path("groups/<numbered:number>/outputs/new/", outputs.choosing, name="choosing_object"),
    path("outputs/<numbered:number>/", outputs.deliverable, name="deliverable"),
    path("outputs/<numbered:number>/words/", outputs.words, name="output_words"),
    path("outputs/<numbered:number>/gestures/", outputs.gesture, name="output_gesture"),
    path("output-kinds/", outputs.kinds, name="output_kinds"),
    path("groups/<numbered:number>/news/new/", log.telling_news, name="telling_news"),
    path("news/<numbered:number>/", log.news, name="news"),
    path("news/<numbered:number>/removal/", log.removal, name="news_removal"),
    path("groups/<numbered:number>/inquiries/new/", log.inquiring, name="inquiring"),
    path("inquiries/<numbered:number>/removal/", log.inquiry_removal, name="inquiry_removal"),
    path("groups/<numbered:number>/sleep/", sleeping.sleep, name="sleep"),
    path("groups/<numbered:number>/waking/", sleeping.waking_it, name="waking"),
    path("questions/<numbered:number>/carrying/", sleeping.carrying, name="carrying"),
    path("questions/<numbered:number>/carrying/undoing/", sleeping.not_carrying, name="not_carrying"),
    path("groups/<numbered:number>/ending/", endings.ending, name="ending"),
    path("groups/<numbered:number>/ending/undoing/", endings.undoing, name="ending_undoing"),
]
