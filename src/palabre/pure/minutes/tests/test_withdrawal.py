from palabre.pure.minutes.text.withdrawal import without


def test_words_alone_on_their_line_leave_three_dots() -> None:
    assert without("- Très motivée", "Très motivée") == "- …"
    assert without("- **Très motivée** ! Et après", "Très motivée") == "- ! Et après"
    assert without("- Très\nmotivée", "Très motivée") == "- …\n"
    assert without("- Rien", "Très motivée") == "- Rien"
