"""Rooms by place: `places.toml` says what each is built of and furnished with, the modules here put it together."""
