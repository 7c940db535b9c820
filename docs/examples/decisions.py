"""Reports a snapshot, a judgment that rests on it and the block that stopped it, and asks why.

Usage: python3 decisions.py [URL]; the token, where the service asks for one, in
OBSERVER_API_TOKEN. Needs nothing but Python's standard library.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
RETRIED = {429, 503, 507}


def ask(path, body=None):
    """Sends a request, and again, the same bytes, while the service is busy or away."""
    headers = {"Content-Type": "application/x-ndjson"}
    if os.environ.get("OBSERVER_API_TOKEN"):
        headers["Authorization"] = "Bearer " + os.environ["OBSERVER_API_TOKEN"]
    pause = 0.1
    while True:
        try:
            request = urllib.request.Request(URL + path, data=body, headers=headers)
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in RETRIED or pause > 5:
                raise SystemExit(f"{path} answered {refused.code}: {refused.read().decode()}")
        except OSError as away:
            if pause > 5:
                raise SystemExit(f"no answer from {URL}: {away}")
        time.sleep(pause)
        pause *= 2


def lines(*objects):
    return "\n".join(json.dumps(o, ensure_ascii=False) for o in objects).encode()


snapshot = {
    "meta": {
        "timestamp": "2026-01-11T09:03:12.417+09:00",
        "timestamp_ms": 1768089792417,
        "session_id": "python",
        "run_id": "python-1",
        "mode": "DEV",
        "observer_version": "v1.0.0",
    },
    "context": {"source": "market", "stage": "raw", "symbol": "PYTHON", "market": "UPBIT"},
    "observation": {"inputs": {"price": 71000.5}, "computed": {}, "state": {}},
}
common = {
    "decision_id": "python-d-1",
    "created_at": "2026-01-11T09:03:12.420+09:00",
    "strategy_name": "python",
    "symbol": "PYTHON",
    "rests_on": [{"run_id": "python-1"}],
}
order = {"action": "BUY", "symbol": "PYTHON", "qty": 10, "order_type": "MARKET"}
judgment = {"kind": "judgment", **common, "pipeline_step": "Decide", "action": "BUY", "order": order}
block = {
    "kind": "block",
    **common,
    "blocked_by": "GR001",
    "limit": {"at_most": 5},
    "actual": 10,
    "reason": "exposure limit",
}

ask("/v1/snapshots", lines(snapshot))
ask("/v1/decisions", lines(judgment, block))
moment = urllib.parse.urlencode({"symbol": "PYTHON", "at": "2026-01-11T09:03:12.417+09:00"})
print("\n".join(ask("/v1/why-not?" + moment)["sentences"]))
