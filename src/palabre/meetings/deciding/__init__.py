"""Deciding together: a proposal, the reasons against it, and what was adopted or set aside, with its day to look again.

`proposing` says what is proposed and in which words, `objecting` raises and lifts reasons, `adopting` adopts, sets
aside and opens again, `reviewing` says when it is looked at again and brings it to the next meeting, `register` is
all that was decided. A show of hands decides nothing, and is not here: it is seen in the room, and gone.
"""
