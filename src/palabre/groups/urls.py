from django.urls import path

from palabre.groups import views

app_name = "groups"
urlpatterns = [
    path("needs/<numbered:number>/", views.need, name="need"),
    path("actions/", views.actions, name="actions"),
    path("actions/<numbered:number>/", views.action, name="action"),
    path("actions/<numbered:number>/taking/", views.taking_on, name="taking"),
    path("actions/<numbered:number>/leaving/", views.leaving, name="leaving"),
    path("calls/<numbered:number>/", views.role_call, name="role_call"),
]
