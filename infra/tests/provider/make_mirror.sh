#!/usr/bin/env bash
# Lays out a provider mirror that holds only the stub, and a Terraform CLI configuration that uses it.
#
#   make_mirror.sh DIR INFRA_DIR     writes DIR/mirror and DIR/terraform.rc; the schema covers every
#                                    resource and data source that the .tf files under INFRA_DIR name
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(mkdir -p "$1" && cd "$1" && pwd)
infra=$(cd "$2" && pwd)

# The version whose schema the npm package carries.
version=4.73.0

# Terraform itself says under which address it looks for the provider, and for which platform.
export TF_CLI_CONFIG_FILE=/dev/null
address=$(terraform -chdir="$infra/modules/resource_group" providers | sed -nE 's/.*provider\[(.+)\].*/\1/p' | head -n 1)
platform=$(terraform version -json | jq -r .platform)
plugin=$target/mirror/$address/$version/$platform

mkdir -p "$plugin"
mapfile -t types < <(
  find "$infra" -name '*.tf' -not -path '*/node_modules/*' -not -path '*/.terraform/*' -exec \
    sed -nE 's/^resource "(azurerm_[a-z0-9_]+)".*/\1/p; s/^data "(azurerm_[a-z0-9_]+)".*/data.\1/p' {} + | sort -u
)
node "$here/extract_schema.mjs" "${types[@]}" >"$target/schema.json"

cat >"$plugin/terraform-provider-azurerm_v${version}_x5" <<SCRIPT
#!/bin/sh
exec node "$here/stub_provider.mjs" "$target/schema.json"
SCRIPT
chmod +x "$plugin/terraform-provider-azurerm_v${version}_x5"

cat >"$target/terraform.rc" <<CONFIG
disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path = "$target/mirror"
  }
}
CONFIG
