"""One file per place in the navigation."""
