from django.urls import path

from palabre.forums.views import code

app_name = "forum_code"
urlpatterns = [
    path("forum/", code.door, name="door"),
    path("forum/<slug:code>/<slug:key>/", code.square, name="square"),
]
