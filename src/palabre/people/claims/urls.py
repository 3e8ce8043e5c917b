from django.urls import path

from palabre.people.claims import views

app_name = "claims"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/claims/<numbered:number>/", views.claim, name="claim"),
    path("account/claims/<numbered:number>/end/", views.giving_up, name="end"),
]
