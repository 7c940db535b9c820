# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# A real Prometheus with the package's own configuration scrapes a running service: every metric that a rule
# or a panel names must be there, and every panel must show something.
monitoring=$package/monitoring
prometheus=http://127.0.0.1:9090
version=$(sed -n 's/^version: //p' "$package/MANIFEST.txt")

check "compose accepts the override" env QTS_VERSION="$version" docker-compose -f "$package/docker-compose.yml" -f "$package/docker-compose.monitoring.yml" config --quiet
"$package/start_ops.sh" prepare --monitoring >/dev/null
check "it makes a password for Grafana, readable for its group only" same "$(stat -c '%a %g' "$package/config/grafana_password")" "640 10001"
sed "s,/run/alert_webhook,$package/config/alert_webhook," "$monitoring/alertmanager/alertmanager.yml" >"$work/alertmanager.yml"
check "Alertmanager accepts its configuration" amtool check-config "$work/alertmanager.yml"

# The same files; only addresses and intervals are those of the test.
sed -e "s,qts-observer:8000,127.0.0.1:8000,; s,alertmanager:9093,127.0.0.1:9093,; s,/run/token,$package/config/token,; s,interval: 15s,interval: 1s," \
  "$monitoring/prometheus/prometheus.yml" >"$work/prometheus.yml"
sed 's,for: 1m,for: 2s,' "$monitoring/prometheus/alerts.rules.yaml" >"$work/alerts.rules.yaml"
check "Prometheus accepts its configuration" promtool check config "$work/prometheus.yml"

snapshots 0 200000 watch >"$work/watch.jsonl"
{ cat "$work/watch.jsonl" && echo '{"a bad": "snapshot"}'; } >"$work/some_bad.jsonl"
observer send "$work/some_bad.jsonl" --url "$url" --speed max --batch 100 >/dev/null 2>&1 &
sender=$!
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address=127.0.0.1:9090 >"$work/prometheus.log" 2>&1 &
watching=$!
prometheus-alertmanager --config.file="$work/alertmanager.yml" --storage.path="$work/alertmanager" --cluster.listen-address= --web.listen-address=127.0.0.1:9093 >"$work/alertmanager.log" 2>&1 &
alerting=$!

query() { # PROMQL; the number of series in the answer
  curl --silent --max-time 10 --data-urlencode "query=$1" "$prometheus/api/v1/query" | jq '.data.result | length'
}
has_data() { [[ $(query "$1") -gt 0 ]]; }
check "it scrapes the service with its token" within 20 has_data 'up{job="qts-observer"} == 1'
check "... more than once" within 20 has_data 'count_over_time(up{job="qts-observer"}[1m]) > 5'
wait "$sender" || true

jq --raw-output '.panels[].targets[].expr' "$monitoring/grafana/dashboards/qts-observer.json" >"$work/panels"
curl --silent "$prometheus/api/v1/rules" | jq --raw-output '.data.groups[].rules[].query' >"$work/rules"
grep -ohE '\b(observer|process|jvm)_[a-z_]+|\bup\b' "$work/panels" "$work/rules" | sort -u >"$work/names"
check "rules and panels name metrics" test "$(wc -l <"$work/names")" -gt 15
check "every alert rule of the operator's file is loaded" same "$(curl --silent "$prometheus/api/v1/rules" | jq --raw-output '.data.groups[].rules[].name' | sort)" \
  "$(sed -n 's/^  - name: "\(.*\)"/\1/p' "$repository/config/alerts.yaml" | sort)"
while IFS= read -r name; do
  check "$name is exported" has_data "$name{job=\"qts-observer\"}"
done <"$work/names"
while IFS= read -r expression; do
  check "a panel shows: $expression" has_data "$expression"
done <"$work/panels"
check "the dashboard finds its source of data" same "$(jq --raw-output '[.panels[].datasource.uid] | unique[]' "$monitoring/grafana/dashboards/qts-observer.json")" \
  "$(sed -n 's/^    uid: //p' "$monitoring/grafana/provisioning/datasources/prometheus.yml")"
check "no panel shares its number with another" same "$(jq '[.panels[].id] | length == (unique | length)' "$monitoring/grafana/dashboards/qts-observer.json")" true

docker stop qts-observer >/dev/null
alerted() { curl --silent http://127.0.0.1:9093/api/v2/alerts | jq --exit-status 'any(.[]; .labels.alertname == "Container Down" and .labels.severity == "critical")'; }
check "a stopped container becomes an alert at Alertmanager" within 40 alerted
kill "$watching" "$alerting"
wait "$watching" "$alerting" 2>/dev/null || true
rm -rf "$work/tsdb" "$work"/*.jsonl
