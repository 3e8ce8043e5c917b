from django.urls import path

from palabre.notes import views

app_name = "notes"
urlpatterns = [path("notes/<int:number>/sync/", views.sync, name="sync")]
