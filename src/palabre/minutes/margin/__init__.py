"""The margin of minutes while they are written: what is understood of each line, asked once, made in one gesture.

`findings` reads the text as an import does, `margin_memory` knows what was asked already, `margin_answers` makes what a
yes or a selection says and takes it back, `margin_marks` shows it all beside the lines.
"""
