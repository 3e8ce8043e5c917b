"""Forum, Question, its wordings and lineage: what people came together to work on."""
