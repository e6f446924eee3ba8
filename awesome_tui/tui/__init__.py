"""The screens. Nothing else imports Textual."""
