"""Discord's building blocks: buttons, menus, forms, embeds, replies; no feature lives here."""
