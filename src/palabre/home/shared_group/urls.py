from django.urls import path

from palabre.home.shared_group import views

app_name = "given_group"
urlpatterns = [path("given/<int:number>/group/", views.shared_group_page, name="group")]
