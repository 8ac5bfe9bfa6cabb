"""What all features build messages of: buttons, menus, forms, embeds, replies, languages, and the dispatcher.

Lives here: Discord's building blocks. No feature, no service's data and no sentence of one feature lives here.
"""
