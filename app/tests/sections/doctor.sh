# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Each case of docs/troubleshooting.md is brought about, and the doctor names it.
doctor=$package/doctor.sh

names() { # PATTERN; the doctor finds something, and what it says matches
  local code=0
  "$doctor" >"$work/diagnosis" 2>&1 || code=$?
  tee -a "$work/all" <"$work/diagnosis"
  [[ $code == 1 ]] && grep -Eq "$1" "$work/diagnosis"
}

check "nothing is found where all is well" "$doctor"

docker rm --force qts-observer >/dev/null
mkdir -p "$work/nothing"
"$JAVA_HOME/bin/jwebserver" --port 8000 --bind-address 127.0.0.1 --directory "$work/nothing" >/dev/null 2>&1 &
holder=$!
check "the port gets another holder" within 10 curl --silent --output /dev/null http://127.0.0.1:8000
check "port conflict: it says who holds it" names "held by $holder jwebserver|held by $holder java"
check "... and the start refuses with the same words" fails "$package/start_ops.sh"
check "... naming it" grep -q "port 8000 is taken by: $holder" "$work/output"
kill "$holder"
wait "$holder" 2>/dev/null || true
docker run --detach --name squatter --publish 8000:8000 --entrypoint sleep qts-observer:latest 600 >/dev/null
check "port conflict with a container: it says which" names "the container squatter has it"
docker rm --force squatter >/dev/null

restarted() { [[ $(docker inspect --format '{{.RestartCount}}' qts-observer) != 0 ]]; }
echo '{"environment": {"OBSERVER_PROT": "9"}}' >"$package/config/deployment_config.json"
start_service --seconds 2 >/dev/null 2>&1 || true
check "a container that will not start is started again" within 60 restarted
check "a container that will not start: it says why" names "the container does not start"
check "... in the service's own words" grep -q "cause: .*OBSERVER_PROT" "$work/diagnosis"
docker rm --force qts-observer >/dev/null
cp "$package/app/deployment_config.json" "$package/config/"

fresh_service
docker stop qts-observer >/dev/null
chown -R 0:0 "$package/data"
chmod -R go-w "$package/data"
docker start qts-observer >/dev/null
check "an unwritable volume: it names folder, owner and user" names "unwritable volume: $package/data"
check "... with the command that helps" grep -q "chown -R 10001:10001 $package/data" "$work/diagnosis"
docker rm --force qts-observer >/dev/null

rm -rf "$package/data"
mkdir "$package/data"
mount -t tmpfs -o size=500m tmpfs "$package/data"
start_service
head -c 350M /dev/zero >"$package/data/ballast"
not_ready() { ! is_ready; }
check "on a full disk the service is not ready" within 10 not_ready
check "a full disk: it says how much is free, and of the reserve" names "full disk: [0-9]+ MB free"
check "... the service goes on by itself when there is room again" rm "$package/data/ballast"
check "... as it shows" within 10 is_ready
docker rm --force qts-observer >/dev/null
umount "$package/data"

fresh_service
touch -d '2 days' "$package/data/journal/tomorrow"
check "a wrong clock: it finds what was written later than now" names "$package/data/journal/tomorrow was written at"
rm "$package/data/journal/tomorrow"
sed -i 's/^created: .*/created: 2099-01-01T00:00:00Z/' "$package/MANIFEST.txt"
check "... or a package from the future" names "the package is from 2099"
tar -xzf "$work/package.tar.gz" -C "$work/opt" qts_ops_deploy/MANIFEST.txt

docker rm --force qts-observer >/dev/null
printf 'services:\n  qts-observer:\n    mem_limit: 40m\n    mem_reservation: 30m\n    restart: "no"\n' >"$work/little.yml"
QTS_VERSION=$(sed -n 's/^version: //p' "$package/MANIFEST.txt") docker-compose -f "$package/docker-compose.yml" -f "$work/little.yml" up --detach --no-build >"$work/up.log" 2>&1
ended() { [[ $(inspect '{{.State.Running}}') == false ]]; }
check "with 40 MB it is killed" within 60 ended
check "memory pressure: it says that the kernel killed it, and the limit" names "memory pressure: the kernel killed the container"
docker rm --force qts-observer >/dev/null
printf 'services:\n  qts-observer:\n    environment:\n      OBSERVER_JAVA_OPTS: -Xmx12m\n    restart: "no"\n' >"$work/heap.yml"
QTS_VERSION=$(sed -n 's/^version: //p' "$package/MANIFEST.txt") docker-compose -f "$package/docker-compose.yml" -f "$work/heap.yml" up --detach --no-build >"$work/up.log" 2>&1
check "with 12 MB of heap it ends" within 60 ended
check "memory pressure: it says that the heap was too small" names "for want of heap"

fresh_service
snapshots 0 300000 profile >"$work/profile.jsonl"
observer send "$work/profile.jsonl" --url "$url" --batch 500 >/dev/null 2>&1 &
sender=$!
check "profiling: the flight recorder shows the hottest methods" "$doctor" profile 5
check "... of the service" grep -q 'qts\.' "$work/output"
check "... and leaves its recording among the logs" bash -c "ls '$package'/logs/profile-*.jfr"
wait "$sender" || true
rm "$work/profile.jsonl"
check "nothing is found after all of it" "$doctor"
docker stop qts-observer >/dev/null
check "a stopped container: it says so" names "the container is exited" 
