"""Places as data: what rooms and open places are built of (`rooms.toml`, `open_places.toml`), and what puts them up."""
