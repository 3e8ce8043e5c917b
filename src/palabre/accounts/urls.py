from django.urls import path

from palabre.accounts.views import creation_link, sign_in

app_name = "accounts"
urlpatterns = [
    path("door/<str:token>/", creation_link.door_link, name="door"),
    path("account/sign-in/", sign_in.ask_code, name="sign_in"),
    path("account/code/", sign_in.code, name="code"),
    path("account/sign-out/", sign_in.sign_out, name="sign_out"),
    path("account/codes/", sign_in.to_tell, name="codes"),
]
