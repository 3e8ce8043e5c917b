from django.urls import path

from palabre.people.views import claims

app_name = "claims"
urlpatterns = [
    path("account/", claims.account, name="account"),
    path("account/claims/<numbered:number>/", claims.claim, name="claim"),
    path("account/claims/<numbered:number>/end/", claims.giving_up, name="end"),
]
