"""Who sits in a group and carries it: pledges, calls, offers, handover, renewal."""
