"""The things that come out of a day: reports, who goes on, the groups, the proceedings."""
