"""Words that were read or typed wrongly, said otherwise in place: of a need, a call, a group. Undone as they were."""
