from django.urls import path

from palabre.home.personal_links.views import action, agenda, comments, minutes, page, personal_link, poll

app_name = "opened"
A_COMMENT = "opened/<int:number>/comments/<numbered:comment>/"
urlpatterns = [
    path("opened/<int:number>/", personal_link.thing, name="thing"),
    path("opened/<int:number>/answer/", personal_link.answer_call, name="answer"),
    path("opened/<int:number>/dates/", poll.dates, name="dates"),
    path("opened/<int:number>/dates/address/", poll.address, name="dates_address"),
    path("opened/<int:number>/dates/entry.ics", poll.entry, name="dates_entry"),
    path("opened/<int:number>/dates/withdrawal/", poll.no_dates, name="no_dates"),
    path("opened/<int:number>/call/", personal_link.call, name="call"),
    path("opened/<int:number>/call/withdrawal/", personal_link.withdrawal, name="withdrawal"),
    path("opened/<int:number>/poster/", personal_link.call_poster, name="poster"),
    path("opened/<int:number>/text/", page.text, name="text"),
    path("opened/<int:number>/notes/<int:note>/sync/", page.sync, name="sync"),
    path("opened/<int:number>/comments/", comments.comments, name="comments"),
    path(f"{A_COMMENT}answer/", comments.comment_answer, name="comment_answer"),
    path(f"{A_COMMENT}settlement/", comments.comment_settlement, name="comment_settlement"),
    path(f"{A_COMMENT}settlement/undoing/", comments.no_comment_settlement, name="no_comment_settlement"),
    path(f"{A_COMMENT}removal/", comments.comment_removal, name="comment_removal"),
    path(f"{A_COMMENT}removal/undoing/", comments.no_comment_removal, name="no_comment_removal"),
    path("opened/<int:number>/actions/<int:action>/", action.answer_action, name="action"),
    path("opened/<int:number>/points/", agenda.points, name="points"),
    path("opened/<int:number>/points/<int:item>/removal/", agenda.removal, name="point_removal"),
    path("opened/<int:number>/points/<int:item>/return/", agenda.point_return, name="point_return"),
    path("opened/<int:number>/among-us/", minutes.among_us, name="among_us"),
    path("opened/<int:number>/said/", personal_link.statements_by_link, name="said"),
    path("opened/<int:number>/news/", personal_link.news_by_link, name="news"),
    path("opened/<int:number>/name/", personal_link.name, name="name"),
    path("opened/<int:number>/data/", personal_link.data, name="data"),
    path("opened/<int:number>/other/", personal_link.other, name="other"),
]
