"""Lists as offices write them, read from spreadsheets; corrections written back."""
