from django.urls import path

from palabre.groups.links.views import shared_link

app_name = "given"
urlpatterns = [
    path("given/<int:number>/call/", shared_link.shared_call_page, name="call"),
    path("given/<int:number>/role/", shared_link.role_offer, name="role_offer"),
    path("given/<int:number>/role-offers/<numbered:offer>/", shared_link.guest_role_answer, name="guest_role_answer"),
    path("given/<int:number>/somebody-else/", shared_link.somebody_else, name="somebody_else"),
    path("given/<int:number>/undoing/", shared_link.shared_pledge_undoing, name="undoing"),
]
