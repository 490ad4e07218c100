"""What comes in becomes stories, and a story becomes findings. Knows no screen and no database."""

__version__ = "0.1.0"
