"""From a command, a button or a form to a request: parameters, previews, the style picker, providers and usage.

Lives here: what is asked before and when a request is submitted. What its message shows then is in `cogs.delivery`.
"""
