from django.urls import path

from palabre.people import views as people
from palabre.people.access.views import given_links
from palabre.people.agreements import views as agreements
from palabre.people.duplicates import views as duplicates

app_name = "here"
urlpatterns = [
    path("people/", people.people_page, name="people"),
    path("people/entrance/", given_links.entrance, name="entrance"),
    path("people/entrance/end/", given_links.no_entrance, name="no_entrance"),
    path("people/links/<int:number>/", given_links.given, name="given"),
    path("people/links/<int:number>/end/", given_links.no_longer_given, name="no_longer_given"),
    path("people/links/<int:number>/end/undoing/", given_links.given_again, name="given_again"),
    path("people/keys/", given_links.key, name="key"),
    path("people/care/", people.care, name="care"),
    path("people/care/end/", people.no_care, name="no_care"),
    path("people/care/handing/", people.handing, name="handing"),
    path("people/care/handing/undoing/", people.no_handing, name="no_handing"),
    path("people/doubles/", duplicates.merging, name="merging"),
    path("people/doubles/<int:number>/undoing/", duplicates.no_merging, name="no_merging"),
    path("people/doubles/asked/<int:number>/", duplicates.same_person, name="same_person"),
    path("people/differences/", duplicates.difference, name="difference"),
    path("people/differences/<int:number>/undoing/", duplicates.no_difference, name="no_difference"),
    path("people/opening/", agreements.agree_to_open, name="opening"),
    path("people/publication/", agreements.publication, name="publication"),
    path("people/publication/end/", agreements.no_publication, name="no_publication"),
    path("people/archiving/", agreements.archiving, name="archiving"),
    path("people/deletion/", agreements.deletion, name="deletion"),
    path("people/departures/", agreements.departure, name="departure"),
    path("people/agreements/<int:number>/", agreements.agreement, name="agreement"),
    path("people/agreements/<int:number>/undoing/", agreements.no_agreement, name="no_agreement"),
]
