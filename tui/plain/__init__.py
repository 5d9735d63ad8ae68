"""The pages read out line by line, and answered by number or word: no cursor, no colour, nothing drawn again."""
