import pytest

from palabre.pure.mail_address import mailable, normal_address


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Ines@Mairie.EXAMPLE", "ines@mairie.example"),
        ("ines@xn--clair-9ra.example", "ines@éclair.example"),
        ("ines@ÉCLAIR.example", "ines@éclair.example"),
        ("ines@e\u0301clair.example", "ines@éclair.example"),
        ("ines@straße.example", "ines@straße.example"),
        ("ines@a_b.example", "ines@a_b.example"),
        ("ines@xn--zz.example", "ines@xn--zz.example"),
        ("", ""),
        ("une personne", "une personne"),
    ],
)
def test_an_address_has_one_spelling(written, normal):
    assert normal_address(written) == normal
    assert normal_address(normal) == normal


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Ines@Mairie.example", "Ines@mairie.example"),
        ("ines@straße.example", "ines@xn--strae-oqa.example"),
        ("ines@ﬁn.example", "ines@fin.example"),
    ],
)
def test_mail_goes_to_the_very_domain_that_was_written(written, sent):
    """By IDNA 2003, « straße » would be « strasse », which is somebody else's."""
    assert mailable(written) == sent


def test_a_domain_that_nobody_can_have_is_written_to_by_no_mail():
    with pytest.raises(ValueError, match="not allowed"):
        mailable("ines@☃.example")
