"""The text of a form is UTF-8, as browsers send it from our pages, whatever charset its head names."""

from io import BytesIO

import pytest

from palabre.wsgi import application

PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nUn four \xc3\xa0 pain\r\n--x--\r\n'


@pytest.mark.parametrize(
    "charset", ["charset=punycode", "charset*=utf-8''punycode", 'charset="latin-1"', "charset=zip", "charset=utf-8"]
)
def test_no_charset_of_a_request_is_obeyed(charset: str) -> None:
    """Some of Python's codecs are quadratic, and none of them asks whether time is left; others answer 500."""
    said = {"CONTENT_TYPE": f"multipart/form-data; boundary=x; {charset}", "CONTENT_LENGTH": str(len(PART))}
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/", "QUERY_STRING": "q=%C3%A9", "wsgi.input": BytesIO(PART)}

    request = application.request_class(environ | said)

    assert (request.POST["text"], request.GET["q"]) == ("Un four à pain", "é")


@pytest.mark.parametrize("told", ["multipart/form-data; boundary*=undefined''x", "text/plain; " + "x" * 20_000])
def test_a_type_that_cannot_be_read_is_no_form(told: str) -> None:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/",
        "wsgi.input": BytesIO(PART),
        "CONTENT_LENGTH": str(len(PART)),
    }

    request = application.request_class(environ | {"CONTENT_TYPE": told})

    assert (dict(request.POST), request.content_type) == ({}, "")
