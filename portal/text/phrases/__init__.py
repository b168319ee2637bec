"""Fixed phrases in words: their sentences, what is chosen in them, and how they are said in each language."""
