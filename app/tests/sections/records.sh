# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Two million snapshots into the container under its limits, killed twice in between: by the kernel's
# signal, after which its restart policy brings it back, and by docker kill, after which we do.
count=${QTS_TEST_SNAPSHOTS:-2000000}
snapshots 0 "$count" load >"$work/load.jsonl"

observer send "$work/load.jsonl" --url "$url" --batch 2000 --patience 60 --json >"$work/sent" 2>"$work/send.err" &
sender=$!
recorded_at_least() {
  local now
  now=$(metric 'observer_snapshots_total{outcome="recorded"}')
  [[ -n $now ]] && ((now >= $1))
}
check "a quarter of the snapshots arrives" within 120 recorded_at_least $((count / 4))
kill -KILL "$(inspect '{{.State.Pid}}')"
restarted_once() {
  [[ $(inspect '{{.RestartCount}}') == 1 ]] && is_ready
}
check "killed, it is brought back by its restart policy" within 30 restarted_once
check "half of the snapshots arrives" within 120 recorded_at_least $((count / 2))
docker kill qts-observer >/dev/null
check "docker kill ends it for good" same "$(inspect '{{.State.Running}} {{.State.ExitCode}}')" "false 137"
docker start qts-observer >/dev/null
check "started again it is ready" within 30 is_ready
check "the sender finishes" wait "$sender"
# shellcheck disable=SC2016 # jq expands it.
check "... and says that all were acknowledged" jq --exit-status --argjson count "$count" '.received == $count and .recorded + .duplicate == $count' "$work/sent"

check "every acknowledged record is counted" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" "$count"
ask '/v1/records?kind=snapshot&session=load&limit=all' --max-time 300 --header 'Accept: application/x-ndjson' |
  grep -o '"run_id":"load-[0-9]*"' | LC_ALL=C sort -u --buffer-size 512M >"$work/ids"
check "... and each is read back once, by its own id" same "$(wc -l <"$work/ids") $(head -n 1 "$work/ids") $(tail -n 1 "$work/ids")" \
  "$count \"run_id\":\"load-000000000\" \"run_id\":\"load-$(printf %09d $((count - 1)))\""
check "received is the sum of what became of it" jq --exit-status '.ledger.total | .received == .recorded + .rejected + .blocked + .duplicate + .shed' <(ask /status)
check "the kernel never killed it for memory" same "$(inspect '{{.State.OOMKilled}}')" false
echo "memory at most: $(cat "/sys/fs/cgroup/memory/docker/$(inspect '{{.Id}}')/memory.max_usage_in_bytes" 2>/dev/null || echo unknown)"

# SIGTERM in the middle of a load: what was acknowledged is on the disk, and it is gone in time.
snapshots 0 200000 stop >"$work/stop.jsonl"
observer send "$work/stop.jsonl" --url "$url" --batch 500 --patience 60 --json >"$work/sent" 2>"$work/send.err" &
sender=$!
check "a load runs" within 60 recorded_at_least $((count + 10000))
began=$(date +%s%N)
docker stop --time 10 qts-observer >/dev/null
took=$((($(date +%s%N) - began) / 1000000))
check "SIGTERM stops it in order" same "$(inspect '{{.State.ExitCode}}')" 0
check "... within 10 s ($took ms)" test "$took" -lt 10000
check "... and it says so" bash -c "docker logs --tail 1 qts-observer 2>&1 | grep -q 'has stopped in order'"
docker start qts-observer >/dev/null
check "the sender finishes after the stop" wait "$sender"
check "... and nothing is missing" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" $((count + 200000))
rm -f "$work"/*.jsonl "$work/ids"
