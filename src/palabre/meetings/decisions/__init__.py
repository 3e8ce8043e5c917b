"""Deciding together: a proposal, the reasons against it, and what was adopted or set aside, with its day to look again.

`decision_proposals` says what is proposed and in which words, `decision_objections` raises and lifts reasons,
`decision_adoption` adopts, sets aside and opens again, `review_dates` says when it is looked at again and brings it to
the next meeting, `decision_register` is all that was decided. A show of hands decides nothing, and is not here: it is
seen in the room, and gone.
"""
