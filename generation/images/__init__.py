"""Image files: made normal, decoded, checked, copied smaller, labelled; nothing here knows of providers or sessions."""
