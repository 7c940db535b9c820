#!/usr/bin/env bash
# The Terraform steps of the pipelines, which run the same way on anybody's machine.
#
#   terraform_ci.sh check                formatting, validity and tests; needs no login
#   terraform_ci.sh plan  ENV DIRECTORY  writes DIRECTORY/tfplan, and plan.txt for people
#   terraform_ci.sh apply ENV DIRECTORY  applies exactly DIRECTORY/tfplan
#   terraform_ci.sh service ENV DIRECTORY  writes DIRECTORY/service.env: what the service must know of it
#
# Login: ARM_USE_OIDC=true with ARM_CLIENT_ID, ARM_TENANT_ID and ARM_SUBSCRIPTION_ID, or the same with
# ARM_CLIENT_SECRET, or the Azure CLI. OPERATOR_TFVARS may hold the text of a tfvars file with what isn't
# in environments/ENV.tfvars. STATE_ACCOUNT names the state's storage account where it isn't the default.
set -euo pipefail

infra=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export TF_IN_AUTOMATION=true TF_INPUT=false

usage() {
  sed -n '4,7s/^# *//p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

# A committed lock file is binding; without one (before the first init) Terraform writes it.
initialise() {
  local lock=()
  [[ ! -e $infra/.terraform.lock.hcl ]] || lock=(-lockfile=readonly)
  terraform -chdir="$infra" init "${lock[@]}" "$@"
}

initialise_state() {
  local account=()
  [[ -z ${STATE_ACCOUNT:-} ]] || account=("-backend-config=storage_account_name=$STATE_ACCOUNT")
  initialise -reconfigure "-backend-config=environments/$1.backend.hcl" "${account[@]}"
}

check() {
  terraform fmt -check -diff -recursive "$infra"
  initialise -backend=false
  terraform -chdir="$infra" validate
  local filters=()
  for file in "$infra"/tests/*.tftest.hcl; do
    [[ $file == */environment.tftest.hcl ]] || filters+=("-filter=tests/$(basename "$file")")
  done
  terraform -chdir="$infra" test "${filters[@]}"
  for environment in "$infra"/environments/*.tfvars; do
    terraform -chdir="$infra" test -filter=tests/environment.tftest.hcl -var-file="$environment"
  done
}

plan() {
  local environment=$1 directory files
  directory=$(mkdir -p "$2" && cd "$2" && pwd)
  files=("-var-file=environments/$environment.tfvars")
  if [[ -n ${OPERATOR_TFVARS:-} ]]; then
    printf '%s\n' "$OPERATOR_TFVARS" >"$directory/operator.tfvars"
    files+=("-var-file=$directory/operator.tfvars")
  fi
  initialise_state "$environment"
  terraform -chdir="$infra" plan -lock-timeout=5m "${files[@]}" -out="$directory/tfplan"
  terraform -chdir="$infra" show -no-color "$directory/tfplan" >"$directory/plan.txt"
  rm -f "$directory/operator.tfvars"
}

apply() {
  local environment=$1 directory
  directory=$(cd "$2" && pwd)
  initialise_state "$environment"
  terraform -chdir="$infra" apply -lock-timeout=5m "$directory/tfplan"
}

# For --env-file of deploy_to_infrastructure.sh. Empty where there is nothing to tell.
service() {
  local environment=$1 directory connection
  directory=$(mkdir -p "$2" && cd "$2" && pwd)
  initialise_state "$environment" >&2
  connection=$(terraform -chdir="$infra" output -json | jq --raw-output '.application_insights_connection_string.value // empty')
  (umask 077 && : >"$directory/service.env")
  [[ -z $connection ]] || printf 'APPLICATIONINSIGHTS_CONNECTION_STRING=%s\n' "$connection" >>"$directory/service.env"
}

known_environment() {
  [[ -n ${1:-} && -n ${2:-} ]] || usage
  [[ $1 =~ ^[a-z]+$ && -e $infra/environments/$1.tfvars ]] || {
    echo "terraform_ci: there is no environments/$1.tfvars" >&2
    exit 2
  }
}

case ${1:-} in
  check) check ;;
  plan | apply | service)
    known_environment "${2:-}" "${3:-}"
    "$1" "$2" "$3"
    ;;
  *) usage ;;
esac
