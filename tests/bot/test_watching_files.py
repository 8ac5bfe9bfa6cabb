"""The alert rules and the dashboard: they ask for nothing that the bot does not measure."""

import json
import re
from pathlib import Path

import pytest

from generation.observability.metrics import REGISTRY

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NAME = re.compile(r"\bscenes_\w+")


def expressions(name: str) -> list[str]:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        return [target["expr"] for panel in json.loads(text)["panels"] for target in panel["targets"]]
    return re.findall(r"^ +expr: (.+)$", text, re.MULTILINE)


def measured() -> set[str]:
    """Return the names of all series, those of histograms included."""
    names = set[str]()
    for metric in REGISTRY.collect():
        ends = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}.get(metric.type, [""])
        names |= {metric.name + end for end in ends}
    return names


@pytest.mark.parametrize("name", ["alerts.yml", "grafana.json"])
def test_all_that_is_asked_for_is_measured(name: str) -> None:
    asked = {found for expression in expressions(name) for found in NAME.findall(expression)}
    assert len(asked) > 5
    assert not asked - measured()


def test_each_alert_says_what_to_do() -> None:
    text = (DEPLOY / "alerts.yml").read_text(encoding="utf-8")
    summaries = re.findall(r'summary: "(.+)"', text)
    assert len(summaries) == text.count("- alert: ")
    assert all(summary.count(".") >= 2 for summary in summaries)
