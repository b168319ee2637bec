"""Rows: the tables and the questions asked of them, one file per noun.

The questions that pages ask are built once, when their file is loaded, and wait for their values: SQLAlchemy takes
ten times as long to build a select as to have it answered (840 against 70 microseconds).
"""
