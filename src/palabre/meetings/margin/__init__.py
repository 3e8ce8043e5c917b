"""The margin of minutes while they are written: what is understood of each line, asked once, made in one gesture.

`findings` reads the text as an import does, `memory` knows what was asked already, `answering` makes what a yes or a
selection says and takes it back, `marks` shows it all beside the lines.
"""
