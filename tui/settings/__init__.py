"""Settings: what they take, where they come from, what is wrong with them."""
