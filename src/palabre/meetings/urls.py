from django.urls import path

from palabre.meetings.actions import views as actions
from palabre.meetings.agenda.urls import urlpatterns as agendas_and_decisions
from palabre.meetings.attendance import views as attendance
from palabre.meetings.calendars import views as calendars
from palabre.meetings.dates.views import changes, dates
from palabre.meetings.invitations import views as invitations
from palabre.meetings.polls.views import letters, polls, questions, removals, tables
from palabre.meetings.series import views as series
from palabre.meetings.views import meetings, share
from palabre.meetings.written import views as written

app_name = "meetings"
urlpatterns = [
    *agendas_and_decisions,
    path("meetings/", meetings.all_meetings, name="meetings"),
    path("meetings/new/", dates.new_date, name="new_date"),
    path("meetings/<numbered:number>/", meetings.meeting, name="meeting"),
    path("meetings/<numbered:number>/coming/", attendance.coming, name="coming"),
    path("meetings/<numbered:number>/coming/undoing/", attendance.staying_away, name="staying_away"),
    path("meetings/<numbered:number>/news/", attendance.absent_news, name="news"),
    path("meetings/<numbered:number>/calling/", invitations.calling_people, name="calling"),
    path("meetings/<numbered:number>/calling/telling/", invitations.telling_called, name="telling_called"),
    path("meetings/<numbered:number>/change/", changes.meeting_form, name="change"),
    path("meetings/<numbered:number>/change/done/", changes.changed, name="changed"),
    path("meetings/<numbered:number>/change/undoing/", changes.change_undoing, name="change_undoing"),
    path("meetings/<numbered:number>/cancellation/", changes.cancellation, name="cancellation"),
    path("meetings/<numbered:number>/restoration/", changes.restoration, name="restoration"),
    path("meetings/<numbered:number>/sharing/", share.meeting_share_page, name="sharing"),
    path("meetings/<numbered:number>/sharing/undoing/", share.meeting_share_undoing, name="unsharing"),
    path("meetings/<numbered:number>/poster/", share.meeting_poster, name="poster"),
    path("meetings/<numbered:number>/date/", dates.posed, name="posed"),
    path("meetings/<numbered:number>/removal/", dates.no_date, name="no_date"),
    path("polls/new/", questions.new_poll, name="new_poll"),
    path("polls/table/", tables.table, name="poll_table"),
    path("polls/<numbered:number>/", polls.poll, name="poll"),
    path("polls/<numbered:number>/answer/withdrawal/", polls.unanswering, name="poll_unanswering"),
    path("polls/<numbered:number>/somebody/", polls.somebody, name="poll_somebody"),
    path("polls/<numbered:number>/question/", questions.question, name="poll_question"),
    path("polls/<numbered:number>/dates/", questions.dates, name="poll_dates"),
    path("polls/<numbered:number>/letters/", letters.letters, name="poll_letters"),
    path("polls/<numbered:number>/sharing/", letters.sharing_it, name="poll_sharing"),
    path("polls/<numbered:number>/sharing/undoing/", letters.unsharing, name="poll_unsharing"),
    path("polls/<numbered:number>/closing/", polls.closing_it, name="poll_closing"),
    path("polls/<numbered:number>/closing/undoing/", polls.reopening, name="poll_reopening"),
    path("polls/<numbered:number>/removal/", polls.removal, name="poll_removal"),
    path("polls/<numbered:number>/deletion/", removals.deletion, name="poll_deletion"),
    path("polls/<numbered:number>/deletion/undoing/", removals.poll_return, name="poll_return"),
    path("polls/<numbered:number>/answers.csv", removals.table_of_answers, name="poll_answers"),
    path("polls/<numbered:number>/answers/<int:answer>/removal/", removals.answer_removal, name="poll_answer_removal"),
    path("polls/<numbered:number>/answers/<int:answer>/return/", removals.answer_return, name="poll_answer_return"),
    path("meetings/<numbered:number>/entry.ics", calendars.entry, name="entry"),
    path("series/new/", series.new_series, name="new_series"),
    path("series/<numbered:number>/", series.series, name="series"),
    path("series/<numbered:number>/keeping/", series.keeping_it, name="keeping"),
    path("series/<numbered:number>/pause/", series.pause, name="series_pause"),
    path("series/<numbered:number>/ending/", series.ending, name="series_ending"),
    path("series/<numbered:number>/resuming/", series.resuming, name="series_resuming"),
    path("series/<numbered:number>/occurrence/", series.occurrence, name="occurrence"),
    path("series/<numbered:number>/occurrence/removal/", series.no_occurrence, name="no_occurrence"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/new/", calendars.new_calendar, name="new_calendar"),
    path("calendars/<int:number>/renewal/", calendars.calendar_renewal, name="calendar_renewal"),
    path("calendars/<int:number>/removal/", calendars.no_calendar, name="no_calendar"),
    path("meetings/<numbered:number>/minutes/", written.minutes_to_read, name="minutes_to_read"),
    path("meetings/<numbered:number>/minutes/looks/", written.second_look_at_minutes, name="look"),
    path("meetings/<numbered:number>/minutes/looks/<int:look>/undoing/", written.look_undoing, name="look_undoing"),
    path("meetings/<numbered:number>/minutes/giving/", written.giving, name="giving"),
    path("meetings/<numbered:number>/minutes/publication/", written.minutes_opening, name="minutes_opening"),
    path("meetings/<numbered:number>/minutes/keeping/", written.among_us, name="among_us"),
    path("meetings/<numbered:number>/minutes/afterwards/", written.afterwards, name="afterwards"),
    path("meetings/<numbered:number>/minutes/editions/<int:edition>/", written.edition, name="edition"),
    path("meetings/<numbered:number>/actions/", actions.to_take, name="to_take"),
    path("meetings/<numbered:number>/actions/<int:action>/", actions.taken, name="taken"),
]
