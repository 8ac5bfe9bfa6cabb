coalesce(
    (
        @first_waiting
        FOR UPDATE SKIP LOCKED
    ),
    -- What is locked need not be taken: its user may just be choosing for it, and nobody would say that it still waits.
    (
        @first_waiting
        FOR UPDATE
    )
)
