"""Groups, questions, needs and calls shown to everybody by who carries them, or kept among members again."""
