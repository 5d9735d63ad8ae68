"""TiDB Cloud private endpoint connections over AWS PrivateLink, in the terminal."""
