from django.urls import path

from palabre.groups import need_urls
from palabre.groups.life_urls import urlpatterns as life
from palabre.groups.lineage_urls import urlpatterns as lineage
from palabre.groups.models import Group, RoleCall
from palabre.groups.views import calls, coming, roles, sharing, things, weathers, welcoming

app_name = "groups"
group, call = {"model": Group}, {"model": RoleCall}
urlpatterns = [
    *life,
    *need_urls.urlpatterns,
    *lineage,
    path("actions/", things.actions, name="actions"),
    path("actions/<numbered:number>/", things.action, name="action"),
    path("actions/<numbered:number>/taking/", things.taking_on, name="taking"),
    path("actions/<numbered:number>/leaving/", things.leaving, name="leaving"),
    path("groups/<numbered:number>/coming/", coming.coming, group, name="coming"),
    path("groups/<numbered:number>/coming/undoing/", coming.staying_away, group, name="staying_away"),
    path("groups/<numbered:number>/coming/for/", coming.coming_for, group, name="coming_for"),
    path("pledges/<numbered:number>/reply/", welcoming.reply, name="reply"),
    path("pledges/<numbered:number>/reply/undoing/", welcoming.not_yet, name="pledge_unwelcoming"),
    path("groups/<numbered:number>/greetings/", welcoming.greeting, name="greeting"),
    path("groups/<numbered:number>/roles/new/", roles.proposing, name="proposing"),
    path("role-offers/<numbered:number>/", roles.role_offer, name="role_offer"),
    path("role-offers/<numbered:number>/undoing/", roles.no_role_offer, name="no_role_offer"),
    path("groups/<numbered:number>/sharing/", sharing.page, group, name="sharing"),
    path("groups/<numbered:number>/sharing/undoing/", sharing.undoing, group, name="unsharing"),
    path("groups/<numbered:number>/poster/", sharing.poster, group, name="poster"),
    path("groups/<numbered:number>/weather/", weathers.group_weather, name="group_weather"),
    path("weathers/<numbered:number>/", weathers.weather, name="weather"),
    path("weathers/<numbered:number>/undoing/", weathers.undoing, name="weather_undoing"),
    path("groups/<numbered:number>/calls/new/", calls.group_calling, name="group_calling"),
    path("calls/new/", calls.calling_for_all, name="calling"),
    path("calls/<numbered:number>/", calls.role_call, name="role_call"),
    path("calls/<numbered:number>/undoing/", calls.undoing, name="call_undoing"),
    path("calls/<numbered:number>/opening/", calls.opening, name="call_opening"),
    path("calls/<numbered:number>/filling/", calls.filled, name="call_filling"),
    path("calls/<numbered:number>/coming/", coming.coming, call, name="call_coming"),
    path("calls/<numbered:number>/coming/for/", coming.coming_for, call, name="call_coming_for"),
    path("calls/<numbered:number>/coming/undoing/", coming.staying_away, call, name="call_staying_away"),
    path("calls/<numbered:number>/sharing/", sharing.page, call, name="call_sharing"),
    path("calls/<numbered:number>/sharing/undoing/", sharing.undoing, call, name="call_unsharing"),
    path("calls/<numbered:number>/poster/", sharing.poster, call, name="call_poster"),
]
