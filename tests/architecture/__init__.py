"""The rules between the rooms, as functions from a tree of sources to the breaches in it."""
