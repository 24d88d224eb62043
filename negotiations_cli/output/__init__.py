"""Rows to text: tables for people, lines for programs."""
