"""Paths of the lineage of groups: merge, undo, split, continue an ended group."""

from django.urls import path

from palabre.groups.lineage.views import merge, split_and_continuation

urlpatterns = [
    path("groups/<numbered:number>/mergings/new/", merge.proposing, name="new_merging"),
    path("groups/<numbered:number>/births/new/", split_and_continuation.birth, name="birth"),
    path("groups/<numbered:number>/continuation/", split_and_continuation.continuation, name="continuation"),
    path("groups/<numbered:number>/going-on/", merge.going_on, name="going_on"),
    path("mergings/<numbered:number>/", merge.merging, name="merging"),
    path("mergings/<numbered:number>/agreement/", merge.agreement, name="merging_agreement"),
    path("mergings/<numbered:number>/setting-aside/", merge.setting_aside, name="merging_aside"),
    path("mergings/<numbered:number>/return/", merge.taking_up, name="merging_return"),
    path("mergings/<numbered:number>/source/", merge.source, name="merging_source"),
    path("lineage/<numbered:number>/pages/", merge.opening_pages, name="opening_pages"),
    path("lineage/<numbered:number>/undoing/", merge.parting, name="parting"),
]
