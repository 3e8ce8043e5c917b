from django.urls import path

from palabre.gatherings.links import views

app_name = "given_gathering"
urlpatterns = [
    path("given/<int:number>/gathering/", views.card, name="card"),
    path("given/<int:number>/card/", views.showing, name="showing"),
]
