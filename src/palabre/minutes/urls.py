from django.urls import path

from palabre.minutes.choices import views as choices
from palabre.minutes.doubts import views as doubts
from palabre.minutes.imports import views as imports
from palabre.minutes.letters import views as letters
from palabre.minutes.margin import views as margin

app_name = "minutes"
urlpatterns = [
    path("imports/new/", imports.new_import, name="new_import"),
    path("imports/<numbered:number>/", imports.one_import, name="import"),
    path("imports/<numbered:number>/opening/", imports.open_import, name="opening"),
    path("imports/<numbered:number>/undoing/", imports.import_undoing, name="undoing"),
    path("imports/<numbered:number>/putting-back/", imports.putting_back, name="putting_back"),
    path("imports/<numbered:number>/former/", imports.former_again, name="former_again"),
    path("imports/<numbered:number>/validity/", imports.validity, name="validity"),
    path("imports/<numbered:number>/validity/<int:entry>/undoing/", imports.validity_undoing, name="validity_undoing"),
    path("imports/<numbered:number>/publication/", imports.publication, name="publication"),
    path("imports/<numbered:number>/withdrawal/", imports.withdrawal, name="withdrawal"),
    path("imports/<numbered:number>/text/", choices.text_only, name="text_only"),
    path("imports/<numbered:number>/everything/", choices.everything, name="everything"),
    path("imports/<numbered:number>/presences/", choices.who_was_there, name="presences"),
    path("imports/<numbered:number>/removal/", choices.removal, name="removal"),
    path("imports/<numbered:number>/return/", choices.putting_back, name="return"),
    path("imports/<numbered:number>/words/", choices.words, name="words"),
    path("imports/<numbered:number>/doubts/<numbered:doubt>/answer/", doubts.answer_doubt, name="answer"),
    path("imports/<numbered:number>/doubts/<numbered:doubt>/reopening/", doubts.reopening, name="reopening"),
    path("imports/<numbered:number>/people/", letters.named_people_page, name="people"),
    path("pages/<slug:slug>/margin/", margin.margin, name="margin"),
    path("pages/<slug:slug>/margin/answer/", margin.answer_margin, name="margin_answer"),
    path("pages/<slug:slug>/margin/<numbered:number>/undoing/", margin.margin_undoing, name="margin_undoing"),
    path("pages/<slug:slug>/readings/", margin.readings, name="readings"),
    path("pages/<slug:slug>/minutes/", margin.minutes, name="minutes"),
]
