from django.urls import path

from palabre.groups.models import Group, RoleCall
from palabre.groups.views import given

app_name = "given"
urlpatterns = [
    path("given/<int:number>/call/", given.page, {"model": RoleCall}, name="call"),
    path("given/<int:number>/group/", given.page, {"model": Group}, name="group"),
    path("given/<int:number>/role/", given.role_offer, name="role_offer"),
    path("given/<int:number>/undoing/", given.undoing, name="undoing"),
]
