# shellcheck shell=bash disable=SC2154 # scenario.sh sets what is used here.
# Environment at run time, the compose file, deployment_config.json, the image's defaults: each level is
# stronger than those after it. One setting, asked of a real container with ever fewer levels given.
version=$(sed -n 's/^version: //p' "$package/MANIFEST.txt")
config=$package/config/deployment_config.json
printf 'services:\n  qts-observer:\n    environment:\n      OBSERVER_HOST: 127.0.0.3\n' >"$work/level.yml"

host() { # COMPOSE-FILES -- RUN-OPTIONS
  local files=() options=()
  while (($# > 0)) && [[ $1 != -- ]]; do files+=(-f "$1") && shift; done
  options=("${@:2}")
  QTS_VERSION=$version docker-compose "${files[@]}" run --rm --no-deps "${options[@]}" qts-observer info --json 2>/dev/null |
    jq --raw-output '.settings[] | select(.name == "OBSERVER_HOST") | "\(.value) \(.origin | if type == "object" then .level else . end)"'
}
with_config() {
  jq '.environment.OBSERVER_HOST = "127.0.0.2"' "$package/app/deployment_config.json" >"$config"
}
with_config
compose=$package/docker-compose.yml
check "run time beats compose, config and image" same "$(host "$compose" "$work/level.yml" -- -e OBSERVER_HOST=127.0.0.4)" "127.0.0.4 environment"
check "compose beats config and image" same "$(host "$compose" "$work/level.yml" --)" "127.0.0.3 environment"
check "the config beats the image" same "$(host "$compose" --)" "127.0.0.2 deployment config"
cp "$package/app/deployment_config.json" "$config"
check "the image's default is the last" same "$(host "$compose" --)" "0.0.0.0 image default"
check "docker run -e beats the image alone, too" same \
  "$(docker run --rm -e OBSERVER_HOST=127.0.0.5 "qts-observer:$version" info --json | jq --raw-output '.settings[] | select(.name == "OBSERVER_HOST").value')" 127.0.0.5
check "the image sets no setting by ENV" same \
  "$(docker image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "qts-observer:$version" | grep -E '^(QTS_|OBSERVER_)')" "OBSERVER_IMAGE_DEFAULTS=/app/image_defaults.json"
check "without a token the image refuses to be open, and says why" fails docker run --rm "qts-observer:$version"
check "... by name" grep -q OBSERVER_API_TOKEN_FILE "$work/output"
rm "$config"
check "a config that is missing is refused by name" fails env QTS_VERSION="$version" docker-compose -f "$compose" run --rm --no-deps qts-observer run
check "... with its path" grep -q 'deployment_config.json does not exist: /app/config/deployment_config.json' "$work/output"
echo '{"environment": {"OBSERVER_PROT": "9"}}' >"$config"
check "a wrong key is refused" fails env QTS_VERSION="$version" docker-compose -f "$compose" run --rm --no-deps qts-observer run
check "... by name" grep -q OBSERVER_PROT "$work/output"
cp "$package/app/deployment_config.json" "$config"
