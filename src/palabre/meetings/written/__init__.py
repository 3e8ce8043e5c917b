"""The minutes of a meeting: composed from what took place, looked at twice, given, public or kept, added to."""
