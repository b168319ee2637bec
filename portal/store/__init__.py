"""Rows: the tables and the questions asked of them, one file per noun."""
