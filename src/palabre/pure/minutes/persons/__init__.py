"""The people whom minutes name: what a name looks like, lists and tables of those present, whom a short name means."""
