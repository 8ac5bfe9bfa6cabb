"""PostgreSQL in place of SQLite: connections, transactions, locks and news between processes, and its own schema.

Nothing outside of this folder imports asyncpg, and nothing here is imported unless DATABASE_URL says so.
"""
