"""The compiled store: an SQLite index, built from the checked records and kept in the cache."""
