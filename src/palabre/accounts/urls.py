from django.urls import path

from palabre.accounts.views import door, signing_in

app_name = "accounts"
urlpatterns = [
    path("door/<str:token>/", door.door_link, name="door"),
    path("account/sign-in/", signing_in.address, name="sign_in"),
    path("account/code/", signing_in.code, name="code"),
    path("account/sign-out/", signing_in.sign_out, name="sign_out"),
    path("account/codes/", signing_in.to_tell, name="codes"),
]
