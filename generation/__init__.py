"""The domain: what may be asked, the queue's workers, the providers, and the services that every front end calls.

Lives here: rules and their sentences, services, worker, retry, post-processing, `providers/`, `sketch/`. May not live
here: SQL (that is `storage`), Discord, terminals, HTTP routes. A front end translates; it owns no rule.

A folder is one idea. Flat beside them stands only what puts them together (`services`, `maintenance`), what is owed to
chats by any of them (`outbox`), and what all speak in: `events`, `errors`, `i18n`, `clock`.
"""
