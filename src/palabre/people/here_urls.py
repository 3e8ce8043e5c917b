from django.urls import path

from palabre.people.views import doubles, here, invitations, readers

app_name = "here"
urlpatterns = [
    path("people/", here.people, name="people"),
    path("people/entrance/", invitations.entrance, name="entrance"),
    path("people/entrance/end/", invitations.no_entrance, name="no_entrance"),
    path("people/links/<int:number>/", invitations.given, name="given"),
    path("people/links/<int:number>/end/", invitations.no_longer_given, name="no_longer_given"),
    path("people/keys/", invitations.key, name="key"),
    path("people/care/", here.care, name="care"),
    path("people/care/end/", here.no_care, name="no_care"),
    path("people/care/handing/", here.handing, name="handing"),
    path("people/care/handing/undoing/", here.no_handing, name="no_handing"),
    path("people/doubles/", doubles.merging, name="merging"),
    path("people/doubles/<int:number>/undoing/", doubles.no_merging, name="no_merging"),
    path("people/doubles/asked/<int:number>/", doubles.same_person, name="same_person"),
    path("people/differences/", doubles.difference, name="difference"),
    path("people/differences/<int:number>/undoing/", doubles.no_difference, name="no_difference"),
    path("people/opening/", readers.opening, name="opening"),
    path("people/publication/", readers.publication, name="publication"),
    path("people/publication/end/", readers.no_publication, name="no_publication"),
    path("people/deletion/", readers.deletion, name="deletion"),
    path("people/departures/", readers.departure, name="departure"),
    path("people/agreements/<int:number>/", readers.agreement, name="agreement"),
    path("people/agreements/<int:number>/undoing/", readers.no_agreement, name="no_agreement"),
]
