from django.urls import path

from palabre.meetings.views import dates, imports, meetings, outbox, telling

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
    path("imports/<numbered:number>/people/", telling.people, name="people"),
    path("outbox/", outbox.all_letters, name="outbox"),
    path("outbox/sending/", outbox.sending, name="sending"),
    path("outbox/<numbered:number>/", outbox.letter, name="letter"),
    path("outbox/<numbered:number>/words/", outbox.letter_words, name="letter_words"),
    path("outbox/<numbered:number>/link/", outbox.letter_link, name="letter_link"),
    path("outbox/<numbered:number>/sending/", outbox.letter_sending, name="letter_sending"),
    path("outbox/<numbered:number>/waiting/", outbox.letter_waiting, name="letter_waiting"),
    path("outbox/<numbered:number>/giving/", outbox.letter_giving, name="letter_giving"),
    path("outbox/<numbered:number>/removal/", outbox.letter_not_given, name="letter_not_given"),
    path("outbox/<numbered:number>/return/", outbox.letter_return, name="letter_return"),
    path("outbox/<numbered:number>/address/", outbox.letter_address, name="letter_address"),
    path("outbox/<numbered:number>/reminder/", outbox.letter_reminder, name="letter_reminder"),
]
