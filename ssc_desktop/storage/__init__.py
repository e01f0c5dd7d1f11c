"""The encrypted database: the store, its change log, and questions about each noun."""
