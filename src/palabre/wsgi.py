"""The pages, by WSGI."""

import os
from typing import Any

from django.core.exceptions import BadRequest
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

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        """Read the type of the body; one that cannot be read is no form, and Django would answer nothing but a 500."""
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except BadRequest:
            self.content_type, self.content_params = "", {}


application = get_wsgi_application()
application.request_class = Utf8Request
