"""Forms built from declared fields."""
