"""Commands instead of the screen: the same pages, as tables or JSON."""
