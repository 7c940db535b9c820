# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Figures for docs/benchmarks.md: only on demand, on a machine with nothing else to do.
millis() {
  echo $(($(date +%s%N) / 1000000))
}
image=qts-observer:$(sed -n 's/^version: //p' "$package/MANIFEST.txt")
base=$(docker image inspect --format '{{.Size}}' debian:bookworm-slim)
whole=$(docker image inspect --format '{{.Size}}' "$image")
echo "image without base: $(((whole - base) / 1000000)) MB; with it: $((whole / 1000000)) MB"

start_to_ready() {
  local began
  docker stop qts-observer >/dev/null
  began=$(millis)
  docker start qts-observer >/dev/null
  until curl --silent --fail --output /dev/null "$url/ready"; do :; done
  echo "$(($(millis) - began))"
}
for round in $(seq 15); do
  took=$(start_to_ready)
  sleep 1
  process=$(date -u -d "$(inspect '{{.State.StartedAt}}')" +%s%N)
  said=$(docker logs --timestamps --tail 20 qts-observer 2>&1 | awk '/listens on/ { at = $1 } END { print at }')
  echo "round $round: docker start to ready $took ms, of which process to ready $((($(date -u -d "$said" +%s%N) - process) / 1000000)) ms"
done
sleep 10
echo "idle memory: $(docker stats --no-stream --format '{{.MemUsage}}' qts-observer), resident $(docker exec qts-observer sed -n 's/^VmRSS:[[:space:]]*//p' /proc/1/status)"

# Straight to the container, past the engine's proxy on loopback, which would take a part of the other CPU.
direct=http://$(inspect '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'):8000
# Eight clients that do nothing but send: 3,000 lines a request, each answered when it is durable.
snapshots 0 1920000 rate >"$work/rate.jsonl"
split --lines 3000 --suffix-length 4 --numeric-suffixes "$work/rate.jsonl" "$work/batch-"
rm "$work/rate.jsonl"
for client in {0..7}; do
  for batch in "$work"/batch-[0-9][0-9][0-9]"$client"; do
    printf 'url = "%s/v1/snapshots"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/x-ndjson"\nheader = "Expect:"\ndata-binary = "@%s"\noutput = "/dev/null"\nnext\n' "$direct" "$(token)" "$batch"
  done | sed '$d' >"$work/client-$client"
done
lines=0
for client in {0..7}; do
  lines=$((lines + 3000 * $(grep -c '^url' "$work/client-$client")))
done
# What the container has used of the CPUs since it started, microseconds.
cpu_micros() {
  echo $(($(cat "/sys/fs/cgroup/cpuacct/docker/$(inspect '{{.Id}}')/cpuacct.usage" 2>/dev/null || echo 0) / 1000))
}
# What is done once a request needs thousands of requests before the Java machine compiles it: only the last
# rounds show what can be sustained.
rounds=8
for ((round = 1; round <= rounds; round++)); do
  sed -i "s/\"run_id\":\"[a-z0-9]*-/\"run_id\":\"r$round-/" "$work"/batch-*
  used=$(cpu_micros)
  began=$(millis)
  clients=()
  for client in {0..7}; do
    curl --silent --config "$work/client-$client" &
    clients+=($!)
  done
  wait "${clients[@]}"
  took=$(($(millis) - began))
  echo "round $round: $((lines * 1000 / took)) snapshots/s inside 1 CPU and 512 MB ($lines in $took ms, batches of 3,000, 8 clients outside), $((($(cpu_micros) - used) * 1000 / lines)) ns of CPU each"
done
check "all were recorded" same "$(metric 'observer_snapshots_total{outcome="recorded"}')" $((rounds * lines))
echo "memory at most: $(($(cat "/sys/fs/cgroup/memory/docker/$(inspect '{{.Id}}')/memory.max_usage_in_bytes" 2>/dev/null || echo 0) / 1048576)) MiB, killed for memory: $(inspect '{{.State.OOMKilled}}')"
rm -f "$work"/batch-* "$work"/client-*
