from django.urls import path

from palabre.meetings.views import outbox

app_name = "outbox"
urlpatterns = [
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
    path("outbox/<numbered:number>/renewal/", outbox.letter_renewal, name="letter_renewal"),
    path("outbox/<numbered:number>/reminder/", outbox.letter_reminder, name="letter_reminder"),
]
