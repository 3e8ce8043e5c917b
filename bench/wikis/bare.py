"""A Django view that does nothing, served as Palabre is served: what pages are measured beside.

Run as a process: its argument is the file descriptor of a socket that listens.
"""

import secrets
import socket
import sys

import django
import uvicorn
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Bonjour")


urlpatterns = [path("", hello)]


def main() -> None:
    known = {"SECRET_KEY": secrets.token_urlsafe(), "ALLOWED_HOSTS": ["127.0.0.1"], "PROXIES": frozenset()}
    settings.configure(ROOT_URLCONF="bare", **known)
    django.setup()
    from palabre.serving.page_server import configuration  # these read the settings
    from palabre.serving.wsgi_bridge import Pages

    served = configuration()
    served.app = Pages(get_wsgi_application())
    uvicorn.Server(served).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
