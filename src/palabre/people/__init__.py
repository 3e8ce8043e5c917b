"""Person (anyone named, of one space), Organisation, Affiliation, Audience: who is who, and who may read what."""
