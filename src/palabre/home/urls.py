from django.urls import path

from palabre.home.views import (
    becoming,
    beginning,
    brief,
    closeness,
    day,
    naming,
    roles,
    signs,
    taking_away,
    wholes,
    words,
)

app_name = "home"
urlpatterns = [
    path("", wholes.space, name="space"),
    path("questions/new/", beginning.new_question, name="new_question"),
    path("questions/<numbered:number>/asked/", beginning.asked, name="asked"),
    path("questions/<numbered:number>/withdrawal/", beginning.withdrawal, name="withdrawal"),
    path("questions/<numbered:number>/", wholes.question, name="question"),
    path("questions/<numbered:number>/wording/", becoming.wording, name="wording"),
    path("questions/<numbered:number>/union/", becoming.union, name="union"),
    path("questions/<numbered:number>/parts/", becoming.parts, name="parts"),
    path("questions/<numbered:number>/continuation/", becoming.continuation, name="question_continuation"),
    path("questions/lineage/<numbered:number>/undoing/", becoming.untying, name="untying"),
    path("questions/wordings/<numbered:number>/undoing/", becoming.wording_undoing, name="wording_undoing"),
    path("groups/<numbered:number>/", wholes.group, name="group"),
    path("groups/<numbered:number>/feed.atom", brief.group_feed, name="group_feed"),
    path("digest/", brief.brief, name="brief"),
    path("digest/feed.atom", brief.feed, name="feed"),
    path("groups/<numbered:number>/closeness/<int:other>/", closeness.closeness, name="closeness"),
    path("groups/<numbered:number>/signs/", signs.heeding, name="sign"),
    path("words/", words.words, name="words"),
    path("signs/", signs.told, name="told_signs"),
    path("needs/", wholes.needs, name="needs"),
    path("roles/", roles.roles, name="roles"),
    path("fortnight/", day.fortnight, name="fortnight"),
    path("names/", naming.names, name="names"),
    path("export/", taking_away.archive, name="export"),
]
