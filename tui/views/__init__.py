"""Pages as values: what is known goes in, what the page says comes out. No terminal, no framework."""
