from django.urls import path

from palabre.home.views import opened, opened_action, opened_agenda, opened_minutes, opened_page, opened_poll

app_name = "opened"
urlpatterns = [
    path("opened/<int:number>/", opened.thing, name="thing"),
    path("opened/<int:number>/answer/", opened.answer, name="answer"),
    path("opened/<int:number>/dates/", opened_poll.dates, name="dates"),
    path("opened/<int:number>/dates/withdrawal/", opened_poll.no_dates, name="no_dates"),
    path("opened/<int:number>/call/", opened.call, name="call"),
    path("opened/<int:number>/call/withdrawal/", opened.withdrawal, name="withdrawal"),
    path("opened/<int:number>/poster/", opened.poster, name="poster"),
    path("opened/<int:number>/text/", opened_page.text, name="text"),
    path("opened/<int:number>/notes/<int:note>/sync/", opened_page.sync, name="sync"),
    path("opened/<int:number>/actions/<int:action>/", opened_action.answer, name="action"),
    path("opened/<int:number>/points/", opened_agenda.points, name="points"),
    path("opened/<int:number>/points/<int:item>/removal/", opened_agenda.removal, name="point_removal"),
    path("opened/<int:number>/points/<int:item>/return/", opened_agenda.point_return, name="point_return"),
    path("opened/<int:number>/among-us/", opened_minutes.among_us, name="among_us"),
    path("opened/<int:number>/said/", opened.said, name="said"),
    path("opened/<int:number>/news/", opened.news, name="news"),
    path("opened/<int:number>/name/", opened.name, name="name"),
    path("opened/<int:number>/data/", opened.data, name="data"),
    path("opened/<int:number>/other/", opened.other, name="other"),
]
