"""What can be asked of a store: filters to SQL to plain rows."""
