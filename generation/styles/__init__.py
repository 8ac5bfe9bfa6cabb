"""The shipped styles: what each looks like, and a sheet of their previews."""
