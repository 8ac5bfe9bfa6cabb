"""What an operator can watch: the metrics that Prometheus reads, and a request's lines in the log.

No label and no line has what somebody typed. Who shows them, as `GET /metrics` or in a log's format, is in `bot`.
"""
