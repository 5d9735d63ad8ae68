"""TiDB Cloud private endpoint connections over AWS PrivateLink, in the terminal."""

__version__ = "0.2.0"
