from django.urls import path

from palabre.forums.views import day_end, forum, going_on, kit, live, photo, preparation, sheet, wall

app_name = "forums"
of_one = "forums/<numbered:number>/"
of_sheet = f"{of_one}sheets/<int:sheet>/"
urlpatterns = [
    path("forums/", preparation.all_forums, name="forums"),
    path("forums/new/", preparation.new_forum, name="new"),
    path("forums/past/", preparation.past_forum, name="past"),
    path(of_one, forum.forum, name="forum"),
    path(f"{of_one}day/", preparation.change, name="change"),
    path(f"{of_one}day/<int:entry>/undoing/", preparation.theme_of_before, name="theme_of_before"),
    path(f"{of_one}kit/", kit.kit, name="kit"),
    path(f"{of_one}kit/copies/pdf/", kit.kit_file, name="kit_file"),
    path(f"{of_one}projector/", live.projector, name="projector"),
    path(f"{of_one}state/", live.state, name="state"),
    path(f"{of_one}wall/", wall.wall_of_day, name="wall"),
    path(f"{of_one}copy/", wall.copy, name="copy"),
    path(f"{of_one}placings/<int:session>/undoing/", wall.placing_undoing, name="placing_undoing"),
    path(f"{of_one}loss/", wall.loss, name="loss"),
    path(f"{of_one}proposal/", sheet.proposal, name="proposal"),
    path(f"{of_one}paper/<int:sheet>/", sheet.paper, name="paper"),
    path(of_sheet, sheet.sheet, name="sheet"),
    path(f"{of_sheet}swap/<int:other>/<int:stood>/<int:other_stood>/", wall.swap, name="swap"),
    path(f"{of_sheet}placing/", sheet.placing, name="placing"),
    path(f"{of_sheet}leaving-place/", sheet.leaving_place, name="leaving_place"),
    path(f"{of_sheet}paper/", sheet.paper_number, name="paper_number"),
    path(f"{of_sheet}words/", sheet.words, name="words"),
    path(f"{of_sheet}aside/", sheet.aside, name="aside"),
    path(f"{of_sheet}withdrawal/", sheet.withdrawal, name="withdrawal"),
    path(f"{of_sheet}report/", sheet.report, name="report"),
    path(f"{of_sheet}photos/", photo.new_photo, name="new_photo"),
    path(f"{of_sheet}photos/<int:photo>/", photo.photo, name="photo"),
    path(f"{of_sheet}photos/<int:photo>/removal/", photo.photo_removal, name="photo_removal"),
    path(f"{of_sheet}photos/<int:photo>/return/", photo.photo_return, name="photo_return"),
    path(f"{of_one}who-goes-on/", going_on.going_on, name="going_on"),
    path(f"{of_one}pledges/<int:pledge>/undoing/", going_on.not_going_on, name="not_going_on"),
    path(f"{of_one}pledges/<int:pledge>/address/", going_on.no_address, name="no_address"),
    path(f"{of_one}withdrawn/<int:withdrawn>/", sheet.putting_back, name="putting_back"),
    path(f"{of_one}publicity/", day_end.publicity, name="publicity"),
    path(f"{of_one}publicity/ending/", day_end.no_publicity, name="no_publicity"),
    path(f"{of_one}closing/", day_end.closing, name="closing"),
    path(f"{of_one}reopening/", day_end.reopening, name="reopening"),
    path(f"{of_one}helping/", day_end.helping, name="helping"),
    path(f"{of_one}helpers/<int:helper>/", day_end.helper, name="helper"),
]
