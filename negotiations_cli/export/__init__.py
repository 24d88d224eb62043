"""Other tools' formats: a module for each, which writes what filters choose."""
