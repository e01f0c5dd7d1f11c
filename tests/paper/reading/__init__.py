"""Signed sheets made by machine: handwriting, wear, training and measuring of the reading."""
