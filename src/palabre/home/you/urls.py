from django.urls import path

from palabre.home.you.views import day, departure, roles, you

app_name = "you"
urlpatterns = [
    path("you/", you.you, name="you"),
    path("you/day/", day.day, name="day"),
    path("you/said/", you.my_statements, name="said"),
    path("you/data/", you.data_file, name="data_file"),
    path("you/news/", you.my_news, name="news"),
    path("you/address/", you.own_letter_address, name="address"),
    path("you/name/", you.name, name="name"),
    path("you/signature/", you.signature, name="signature"),
    path("you/spelling/", you.spelling, name="spelling"),
    path("you/roles/<numbered:number>/", roles.role, name="role"),
    path("you/roles/<numbered:number>/going-on/", roles.role_going_on, name="role_going_on"),
    path("you/roles/<numbered:number>/handing-on/", roles.role_handing_on, name="role_handing_on"),
    path("you/departure/", departure.departure, name="departure"),
    path("you/departure/undoing/", departure.departure_undoing, name="departure_undoing"),
    path("you/device/", you.device, name="device"),
    path("you/device/others/", you.other_devices, name="other_devices"),
]
