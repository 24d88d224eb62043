"""What a record is: its fields, its dates, its names."""
