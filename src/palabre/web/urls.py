from django.urls import path

from palabre.web import views

app_name = "web"
urlpatterns = [path("language/", views.language, name="language")]
