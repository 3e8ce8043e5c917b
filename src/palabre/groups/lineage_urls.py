"""What becomes of groups: merging, parting, being born of one another, continuing one that ended."""

from django.urls import path

from palabre.groups.views import becoming, merging

urlpatterns = [
    path("groups/<numbered:number>/mergings/new/", merging.proposing, name="new_merging"),
    path("groups/<numbered:number>/births/new/", becoming.birth, name="birth"),
    path("groups/<numbered:number>/continuation/", becoming.continuation, name="continuation"),
    path("groups/<numbered:number>/going-on/", merging.going_on, name="going_on"),
    path("mergings/<numbered:number>/", merging.merging, name="merging"),
    path("mergings/<numbered:number>/agreement/", merging.agreement, name="merging_agreement"),
    path("mergings/<numbered:number>/setting-aside/", merging.setting_aside, name="merging_aside"),
    path("mergings/<numbered:number>/return/", merging.taking_up, name="merging_return"),
    path("mergings/<numbered:number>/source/", merging.source, name="merging_source"),
    path("lineage/<numbered:number>/pages/", merging.opening_pages, name="opening_pages"),
    path("lineage/<numbered:number>/undoing/", merging.parting, name="parting"),
]
