from django.urls import path

from palabre.meetings.views import dates, imports, meetings

app_name = "meetings"
urlpatterns = [
    path("meetings/", meetings.all_meetings, name="meetings"),
    path("meetings/new/", dates.new_date, name="new_date"),
    path("meetings/<numbered:number>/", meetings.meeting, name="meeting"),
    path("meetings/<numbered:number>/date/", dates.posed, name="posed"),
    path("meetings/<numbered:number>/removal/", dates.no_date, name="no_date"),
    path("series/<numbered:number>/", meetings.series, name="series"),
    path("decisions/<numbered:number>/", meetings.decision, name="decision"),
    path("imports/new/", imports.new_import, name="new_import"),
    path("imports/<numbered:number>/", imports.one_import, name="import"),
    path("imports/<numbered:number>/opening/", imports.opening, name="opening"),
    path("imports/<numbered:number>/undoing/", imports.undoing, name="undoing"),
]
