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
