from django.urls import path

from palabre.home.views import you

app_name = "you"
urlpatterns = [
    path("you/", you.you, name="you"),
    path("you/said/", you.said, name="said"),
    path("you/news/", you.news, name="news"),
    path("you/address/", you.address, name="address"),
    path("you/name/", you.name, name="name"),
    path("you/signature/", you.signature, name="signature"),
    path("you/spelling/", you.spelling, name="spelling"),
    path("you/roles/<numbered:number>/", you.role, name="role"),
    path("you/device/", you.device, name="device"),
]
