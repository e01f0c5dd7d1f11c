"""SSC Desktop: activities, participants and half-day attendance, recorded offline."""

__version__ = "0.1.0"
