"""Evidence: files kept as they came, and what readers find in them."""
