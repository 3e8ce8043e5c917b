from django.urls import path

from palabre.home.archive import views as archive
from palabre.home.creation import views as creation
from palabre.home.digest import views as digest
from palabre.home.group_list import views as group_list
from palabre.home.group_page import views as group_page
from palabre.home.question_page import views as question_page
from palabre.home.roles import views as roles
from palabre.home.settings_page import views as settings_page
from palabre.home.signs import views as signs
from palabre.home.site_map import views as site_map
from palabre.home.space_page import views as space_page
from palabre.home.statements import views as statements
from palabre.home.suggestions import views as suggestions
from palabre.home.views import pages
from palabre.home.you.views import day

app_name = "home"
urlpatterns = [
    path("", space_page.space, name="space"),
    path("map/", site_map.site_map, name="site_map"),
    path("manifest.webmanifest", site_map.manifest, name="manifest"),
    path("groups/", group_list.all_groups, name="groups"),
    path("questions/new/", creation.new_question, name="new_question"),
    path("questions/<numbered:number>/asked/", creation.question_asked, name="asked"),
    path("questions/<numbered:number>/withdrawal/", creation.withdrawal, name="withdrawal"),
    path("questions/<numbered:number>/", pages.question, name="question"),
    path("questions/<numbered:number>/wording/", question_page.wording, name="wording"),
    path("questions/<numbered:number>/union/", question_page.union, name="union"),
    path("questions/<numbered:number>/parts/", question_page.parts, name="parts"),
    path("questions/<numbered:number>/continuation/", question_page.continuation, name="question_continuation"),
    path("questions/lineage/<numbered:number>/undoing/", question_page.untying, name="untying"),
    path("questions/wordings/<numbered:number>/undoing/", question_page.wording_undoing, name="wording_undoing"),
    path("groups/<numbered:number>/", pages.group, name="group"),
    path("groups/<numbered:number>/feed.atom", digest.group_feed, name="group_feed"),
    path("digest/", digest.brief, name="brief"),
    path("digest/feed.atom", digest.feed, name="feed"),
    path("groups/<numbered:number>/closeness/<int:other>/", group_page.closeness, name="closeness"),
    path("groups/<numbered:number>/signs/", signs.heeding, name="sign"),
    path("words/", statements.words_to_keep, name="words"),
    path("signs/", signs.signs_told, name="told_signs"),
    path("needs/", pages.needs, name="needs"),
    path("roles/", roles.roles, name="roles"),
    path("fortnight/", day.fortnight, name="fortnight"),
    path("names/", suggestions.names, name="names"),
    path("settings/", settings_page.settings, name="settings"),
    path("settings/<int:entry>/undoing/", settings_page.settings_undoing, name="settings_undoing"),
    path("export/", archive.archive, name="export"),
    path("export/file/", archive.archive_file, name="export_file"),
]
