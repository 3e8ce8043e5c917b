"""« La brève » : what is new in a community since somebody was last told, composed for what she may read."""
