"""Small widgets that know nothing of our domain."""
