"""Bundles between laptops and headquarters: the file, its columns, the merge. No database, no keys."""
