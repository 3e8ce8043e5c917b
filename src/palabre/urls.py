"""Every address of Palabre. What belongs to a space lives under /s/<space>/, where `request.person` is known."""

from django.urls import include, path

from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.meetings.meeting_pages import pages_of_meetings
from palabre.minutes.margin.margin_of_pages import PAGE_MARGIN
from palabre.web import url_converters  # noqa: F401 — registers the "numbered" converter
from palabre.web.caches.remembered_routes import RememberedRoutes
from palabre.wiki.urls import page_routes

handler400 = "palabre.web.views.bad_request"
handler403 = "palabre.web.views.forbidden"
handler404 = "palabre.web.views.not_found"
handler500 = "palabre.web.views.server_error"

pages = page_routes(margin=PAGE_MARGIN, circles=GROUP_CIRCLES, placed=pages_of_meetings)
within_a_space = [
    path("", include("palabre.home.urls")),
    path("", include("palabre.people.urls")),
    path("", include("palabre.home.organisation_page.urls")),
    path("", include("palabre.home.you.urls")),
    path("", include("palabre.search.urls")),
    path("", include("palabre.notes.urls")),
    path("", include((pages, "wiki"))),
    path("", include("palabre.groups.urls")),
    path("", include("palabre.meetings.urls")),
    path("", include("palabre.minutes.urls")),
    path("", include("palabre.minutes.outbox.urls")),
    path("", include("palabre.meetings.room.urls")),
    path("", include("palabre.gatherings.urls")),
    path("", include("palabre.forums.urls")),
]

routes = [
    path("s/<slug:space>/", include(within_a_space)),
    path("health/", include("palabre.upkeep.urls")),
    path("", include("palabre.web.urls")),
    path("", include("palabre.accounts.urls")),
    path("", include("palabre.people.access.entrance_urls")),
    path("", include("palabre.people.access.urls")),
    path("", include("palabre.people.claims.urls")),
    path("", include("palabre.groups.links.urls")),
    path("", include("palabre.meetings.shared_meeting_urls")),
    path("", include("palabre.minutes.first_minutes_urls")),
    path("", include("palabre.meetings.calendars.urls")),
    path("", include("palabre.meetings.room.room_guest_urls")),
    path("", include("palabre.gatherings.public_page.urls")),
    path("", include("palabre.forums.code_urls")),
    path("", include("palabre.gatherings.links.urls")),
    path("", include("palabre.registrations.links.urls")),
    path("", include("palabre.home.front_page.urls")),
    path("", include("palabre.home.personal_links.urls")),
    path("", include("palabre.home.shared_group.urls")),
]

urlpatterns = [RememberedRoutes(routes)]
