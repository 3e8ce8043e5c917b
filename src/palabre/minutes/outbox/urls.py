from django.urls import path

from palabre.minutes.outbox import views

app_name = "outbox"
urlpatterns = [
    path("outbox/", views.all_letters, name="outbox"),
    path("outbox/all/", views.to_all, name="to_all"),
    path("outbox/sending/", views.sending, name="sending"),
    path("outbox/copies/", views.copying, name="copying"),
    path("outbox/given/", views.all_given, name="all_given"),
    path("outbox/given/<numbered:number>/undoing/", views.none_given, name="none_given"),
    path("outbox/<numbered:number>/", views.letter, name="letter"),
    path("outbox/<numbered:number>/words/", views.letter_words, name="letter_words"),
    path("outbox/<numbered:number>/link/", views.letter_link, name="letter_link"),
    path("outbox/<numbered:number>/sending/", views.letter_sending, name="letter_sending"),
    path("outbox/<numbered:number>/waiting/", views.letter_waiting, name="letter_waiting"),
    path("outbox/<numbered:number>/giving/", views.letter_giving, name="letter_giving"),
    path("outbox/<numbered:number>/removal/", views.letter_not_given, name="letter_not_given"),
    path("outbox/<numbered:number>/return/", views.letter_return, name="letter_return"),
    path("outbox/<numbered:number>/address/", views.letter_address, name="letter_address"),
    path("outbox/<numbered:number>/renewal/", views.letter_renewal, name="letter_renewal"),
    path("outbox/<numbered:number>/reminder/", views.letter_reminder, name="letter_reminder"),
]
