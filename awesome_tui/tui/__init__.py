"""The Textual app: screens and widgets. No other package imports Textual."""
