"""What is counted and timed of the bot, for Prometheus; no label names a user, a session or a text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info

#: What `GET /metrics` shows. Not the library's own one, which measures the interpreter as well.
REGISTRY = CollectorRegistry(auto_describe=True)

#: From what a sketch takes to what a slow provider does, in seconds.
_SECONDS = (0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1800.0)
_ANSWER_SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)

REQUESTS = Counter("scenes_request_changes", "Requests that came to a status here.", ["status"], registry=REGISTRY)
STAGE_SECONDS = Histogram(
    "scenes_stage_seconds",
    "How long a request waited, was painted, and was on its way to Discord.",
    ["stage"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
PROVIDER_CALLS = Counter(
    "scenes_provider_calls", "Calls of providers that have ended.", ["provider", "outcome"], registry=REGISTRY
)
PROVIDER_SECONDS = Histogram(
    "scenes_provider_seconds", "How long a provider's call took.", ["provider"], buckets=_SECONDS, registry=REGISTRY
)
PROVIDER_COST = Counter(
    "scenes_provider_cost_dollars", "US dollars that calls have cost.", ["provider"], registry=REGISTRY
)
ACKNOWLEDGED_SECONDS = Histogram(
    "scenes_acknowledged_seconds",
    "How long a member on Discord waited for the first answer; after 3 seconds Discord shows a failure.",
    buckets=_ANSWER_SECONDS,
    registry=REGISTRY,
)
DELIVERIES = Counter("scenes_deliveries", "Messages that were owed, by how that ended.", ["end"], registry=REGISTRY)
CACHE = Counter("scenes_cache", "Looks into a cache, by whether it was there.", ["cache", "result"], registry=REGISTRY)
LOOP_LAG = Histogram(
    "scenes_loop_lag_seconds",
    "How much later than it should the event loop comes back to a timer.",
    buckets=_LAG_SECONDS,
    registry=REGISTRY,
)
BUILD = Info("scenes_build", "The version that runs.", registry=REGISTRY)
GATEWAY_CONNECTED = Gauge("scenes_gateway_connected", "1 where Discord's gateway is connected here.", registry=REGISTRY)
HTTP_RESPONSES = Counter("scenes_http_responses", "HTTP answers, by class.", ["class"], registry=REGISTRY)
EVENT_STREAMS = Gauge("scenes_event_streams", "Open event streams.", registry=REGISTRY)

#: Asked of the database when somebody looks.
WAITING = Gauge("scenes_requests", "Requests that are not done, by status.", ["status"], registry=REGISTRY)
OLDEST = Gauge("scenes_oldest_request_seconds", "How long the oldest queued request has waited.", registry=REGISTRY)
OWED = Gauge("scenes_deliveries_waiting", "Messages that are not delivered, by state.", ["state"], registry=REGISTRY)
HEALTHY = Gauge("scenes_healthy", "1 where what requests need can be read and written.", registry=REGISTRY)
