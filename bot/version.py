"""The version of the bot; pyproject.toml has the same, and CHANGELOG.md says what is new in it."""

VERSION = "0.2.0"
