from django.urls import path

from palabre.groups.links.views import shared_link
from palabre.groups.models import Group, RoleCall

app_name = "given"
urlpatterns = [
    path("given/<int:number>/call/", shared_link.shared_thing_page, {"model": RoleCall}, name="call"),
    path("given/<int:number>/group/", shared_link.shared_thing_page, {"model": Group}, name="group"),
    path("given/<int:number>/role/", shared_link.role_offer, name="role_offer"),
    path("given/<int:number>/undoing/", shared_link.shared_pledge_undoing, name="undoing"),
]
