"""Marked reports → parties and cases, by pure and explained functions of pairs."""
