"""The list of those who registered, below the address of what they registered for, whose names these become.

The slice that includes these addresses gives them `tended`, which finds the roll: see views.
"""

from django.urls import path

from palabre.registrations import views

urlpatterns = [
    path("", views.registered, name="registered"),
    path("table/", views.table, name="table"),
    path("<int:registration>/end/", views.ending, name="ending"),
]
