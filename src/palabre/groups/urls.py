from django.urls import path

from palabre.groups.actions import views
from palabre.groups.corrections.urls import urlpatterns as corrections
from palabre.groups.life_urls import urlpatterns as life
from palabre.groups.lineage.urls import urlpatterns as lineage
from palabre.groups.links.views import share_sheet
from palabre.groups.log.views import project_weather
from palabre.groups.models import Group, RoleCall
from palabre.groups.needs import urls
from palabre.groups.publicity.urls import urlpatterns as publicity
from palabre.groups.reading_list import views as reading_lists
from palabre.groups.roles.views import departures, newcomer_replies, pledges, role_calls, role_offers
from palabre.groups.validity.urls import urlpatterns as validity

app_name = "groups"
group, call = {"model": Group}, {"model": RoleCall}
urlpatterns = [
    *life,
    *corrections,
    *validity,
    *publicity,
    *urls.urlpatterns,
    *lineage,
    path("actions/", views.actions, name="actions"),
    path("actions/<numbered:number>/", views.action, name="action"),
    path("actions/<numbered:number>/taking/", views.taking_on, name="taking"),
    path("actions/<numbered:number>/leaving/", views.leaving, name="leaving"),
    path("actions/new/", views.of_all, name="new_action"),
    path("groups/<numbered:number>/invitations/<numbered:action>/", views.invitation, name="invitation"),
    path("groups/<numbered:number>/actions/new/", views.of_group, name="new_group_action"),
    path("actions/<numbered:number>/words/", views.words, name="action_words"),
    path("actions/<numbered:number>/words/<int:entry>/undoing/", views.words_undoing, name="action_words_undoing"),
    path("actions/<numbered:number>/offer/", views.offer, name="action_offer"),
    path("actions/<numbered:number>/offer/undoing/", views.offer_undoing, name="action_offer_undoing"),
    path("actions/<numbered:number>/completion/", views.completion, name="completion"),
    path("actions/<numbered:number>/completion/undoing/", views.completion_undoing, name="completion_undoing"),
    path("actions/<numbered:number>/dropping/", views.dropping, name="dropping"),
    path("actions/<numbered:number>/dropping/undoing/", views.dropping_undoing, name="dropping_undoing"),
    path("groups/<numbered:number>/coming/", pledges.coming, group, name="coming"),
    path("groups/<numbered:number>/coming/undoing/", pledges.staying_away, group, name="staying_away"),
    path("groups/<numbered:number>/departure/", departures.departure, name="departure"),
    path(
        "groups/<numbered:number>/departure/<int:entry>/undoing/",
        departures.departure_undoing,
        name="departure_undoing",
    ),
    path("groups/<numbered:number>/coming/for/", pledges.coming_for, group, name="coming_for"),
    path("pledges/<numbered:number>/reply/", newcomer_replies.reply, name="reply"),
    path("pledges/<numbered:number>/reply/undoing/", newcomer_replies.not_yet, name="pledge_unwelcoming"),
    path("groups/<numbered:number>/greetings/", newcomer_replies.greeting, name="greeting"),
    path("groups/<numbered:number>/roles/new/", role_offers.proposing, name="proposing"),
    path("groups/<numbered:number>/reading/", reading_lists.reading, name="reading"),
    path(
        "groups/<numbered:number>/reading/<int:entry>/undoing/", reading_lists.reading_undoing, name="reading_undoing"
    ),
    path("role-offers/<numbered:number>/", role_offers.role_offer, name="role_offer"),
    path("role-offers/<numbered:number>/letter/", role_offers.role_offer_letter, name="role_offer_letter"),
    path("role-offers/<numbered:number>/undoing/", role_offers.no_role_offer, name="no_role_offer"),
    path("groups/<numbered:number>/sharing/", share_sheet.share_sheet_page, group, name="sharing"),
    path("groups/<numbered:number>/sharing/undoing/", share_sheet.share_link_undoing, group, name="unsharing"),
    path("groups/<numbered:number>/poster/", share_sheet.share_poster, group, name="poster"),
    path("groups/<numbered:number>/weather/", project_weather.group_weather, name="group_weather"),
    path("weathers/<numbered:number>/", project_weather.weather, name="weather"),
    path("weathers/<numbered:number>/undoing/", project_weather.weather_undoing, name="weather_undoing"),
    path("groups/<numbered:number>/calls/new/", role_calls.group_calling, name="group_calling"),
    path("calls/new/", role_calls.calling_for_all, name="calling"),
    path("calls/<numbered:number>/", role_calls.role_call, name="role_call"),
    path("calls/<numbered:number>/undoing/", role_calls.role_call_undoing, name="call_undoing"),
    path("calls/<numbered:number>/opening/", role_calls.reopen_role_call, name="call_opening"),
    path("calls/<numbered:number>/filling/", role_calls.filled, name="call_filling"),
    path("calls/<numbered:number>/coming/", pledges.coming, call, name="call_coming"),
    path("calls/<numbered:number>/coming/for/", pledges.coming_for, call, name="call_coming_for"),
    path("calls/<numbered:number>/coming/undoing/", pledges.staying_away, call, name="call_staying_away"),
    path("calls/<numbered:number>/sharing/", share_sheet.share_sheet_page, call, name="call_sharing"),
    path("calls/<numbered:number>/sharing/undoing/", share_sheet.share_link_undoing, call, name="call_unsharing"),
    path("calls/<numbered:number>/poster/", share_sheet.share_poster, call, name="call_poster"),
]
