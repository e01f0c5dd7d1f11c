"""Figures against floors and goals, measured in one run; ``make bench`` prints them."""
