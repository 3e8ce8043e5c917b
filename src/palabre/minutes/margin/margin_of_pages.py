"""The margin of the pages of the wiki: doubts of an import, and beside the lines what else could be made of them.

The root addresses give it to those of the wiki.
"""

from palabre.minutes.doubts import doubt_marks
from palabre.minutes.margin import margin_marks
from palabre.wiki.lines.page_margin import Margin

PAGE_MARGIN = Margin(doubt_marks.marks, margin_marks.marks, margin_marks.gestures_on)
