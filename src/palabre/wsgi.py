"""The pages, by WSGI."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.settings")


class Utf8Request(WSGIRequest):
    """A request whose text is UTF-8, as browsers send it from our pages, whatever charset its head names.

    Some of Python's codecs (punycode) take hours for a few megabytes, and none asks whether time is left.
    """

    @property
    def encoding(self) -> str | None:
        return None  # the default of Django, UTF-8

    @encoding.setter
    def encoding(self, value: str | None) -> None:
        pass


application = get_wsgi_application()
application.request_class = Utf8Request
