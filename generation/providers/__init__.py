"""Providers: each turns a prompt into pixels behind the one interface of `base.py`; they do not know each other."""
