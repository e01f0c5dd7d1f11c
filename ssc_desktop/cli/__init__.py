"""The command line: the headless face of the services."""
