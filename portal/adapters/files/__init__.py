"""Files: where they are kept, how they are made clean, and who looks for harmful programs in them."""
