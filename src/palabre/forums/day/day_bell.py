"""The bell of the days of forums, by the id of the forum: each act on a day rings it."""

from palabre.live.bell import Bell

bell = Bell()
