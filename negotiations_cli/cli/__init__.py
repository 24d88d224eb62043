"""The commands: they translate what is typed into queries, and rows into output."""
