"""The parts of an activity's record, one file each."""
