// Mistakes that a tired person makes. Each: what it is, the file, the text that stands there, the text
// that the mistake puts in its place.

const compute = "infra/modules/compute/main.tf";
const cloudInit = "infra/modules/cloud_init";
const monitoring = "infra/modules/monitoring/alerts.tf";
const network = "infra/modules/network/locals.tf";
const storage = "infra/modules/storage/main.tf";
const prod = "infra/environments/prod.tfvars";
const deploy = ".github/workflows/deploy.yml";
const release = ".github/workflows/release.yml";
const terraform = ".github/workflows/terraform.yml";
const plan = ".github/workflows/plan.yml";
const statefulSet = "infra/kubernetes/base/stateful-set.yaml";

export const mutations = [
  // What the schema knows.
  ["an argument by its old name", storage, "https_traffic_only_enabled        = true", "enable_https_traffic_only         = true"],
  ["a resource type that doesn't exist", storage, 'resource "azurerm_storage_management_policy"', 'resource "azurerm_storage_managment_policy"'],
  ["a word where a number belongs", storage, "tier_to_cool_after_days_since_modification_greater_than = 30", 'tier_to_cool_after_days_since_modification_greater_than = "a month"'],
  ["a required argument left out", "infra/modules/key_vault/main.tf", '  sku_name            = "standard"\n', ""],

  // What gets in.
  ["SSH open to everybody", network, "sources  = var.ssh_allowed_cidrs", 'sources  = ["*"]'],
  ["the service open to the internet", network, "sources  = concat([var.address_space], var.service_allowed_cidrs)", 'sources  = ["Internet"]'],
  ["the last rule allows", network, 'priority = 4096, direction = "Inbound", access = "Deny"', 'priority = 4096, direction = "Inbound", access = "Allow"'],
  ["an address range that doesn't exist", "infra/variables.tf", '"10.40.0.0/24"\n', '"10.40.0.0/99"\n'],
  ["a public storage account", storage, "public_network_access_enabled     = false", "public_network_access_enabled     = true"],
  ["shared keys switched on", storage, "shared_access_key_enabled         = false", "shared_access_key_enabled         = true"],
  ["a registry with an admin account", "infra/modules/registry/main.tf", "admin_enabled                 = false", "admin_enabled                 = true"],
  ["password login switched on", compute, "disable_password_authentication = true", "disable_password_authentication = false"],
  ["SSH by password on the machine", `${cloudInit}/files/sshd.conf`, "PasswordAuthentication no", "PasswordAuthentication yes"],

  // What protects the data.
  ["a vault that can be purged", "infra/modules/key_vault/main.tf", "purge_protection_enabled      = true", "purge_protection_enabled      = false"],
  ["a host cache under the journal", compute, 'caching            = "None"', 'caching            = "ReadWrite"'],
  ["no encryption at the host of the scale set", "infra/modules/compute/scale_set.tf", "encryption_at_host_enabled      = true", "encryption_at_host_enabled      = false"],
  ["a disk that is formatted although it holds something", `${cloudInit}/files/prepare_data_disk.sh`, "if ! cmp --quiet", "if false && ! cmp --quiet"],

  // Names that only Azure knows.
  ["a machine size that doesn't exist", prod, '"Standard_D2s_v5"', '"Standard_D2s_v55"'],
  ["a variable that doesn't exist", prod, "log_retention_days            =", "log_retention_day             ="],
  ["a role name with a typo", "infra/locals.tf", 'role = "AcrPush"', 'role = "AcrPusher"'],
  ["a role that is too wide", "infra/locals.tf", 'role = "Contributor"', 'role = "Owner"'],
  ["a metric that doesn't exist", monitoring, '"Percentage CPU"', '"Percent CPU"'],
  ["a window that Azure doesn't have", monitoring, 'minute = "PT1M"', 'minute = "PT2M"'],
  ["a query that doesn't parse", monitoring, "| where SyslogMessage has", "| were SyslogMessage has"],
  ["an image of the system that doesn't exist", "infra/modules/compute/variables.tf", '"ubuntu-24_04-lts"', '"ubuntu-2404-lts"'],

  // Alerts.
  ["a threshold that Prometheus doesn't share", "config/alerts.yaml", "cpu_percentage > 80", "cpu_percentage > 90"],
  ["an alert left out", "config/alerts.yaml", '\n  - name: "High Error Rate"\n    condition: "error_rate > 5%"\n    duration: "2m"\n    severity: "warning"\n', ""],
  ["a measured alert without its measure", monitoring, "    metric_measure_column   = local.number_signals[each.value.signal].measure\n", ""],
  ["a dead machine that alarms nobody", monitoring, 'operator                = "LessThan"', 'operator                = "GreaterThan"'],
  ["a watch that counts blocked snapshots as good", `${cloudInit}/files/observer_watch.sh`, "rejected|blocked|shed", "rejected|blocked|sheds"],

  // Pipelines.
  ["an action by its tag", deploy, "aquasecurity/trivy-action@ed142fd0673e97e23eac54620cfb913e5ce36c25 # v0.36.0", "aquasecurity/trivy-action@v0.36.0"],
  ["a workflow that may write everything", terraform, "permissions:\n  contents: read\n\nconcurrency", "permissions: write-all\n\nconcurrency"],
  ["rights of main for the code of strangers", terraform, "  pull_request:\n", "  pull_request_target:\n"],
  ["a title that becomes a command", plan, 'plan "$ENVIRONMENT" plan\n', 'plan "$ENVIRONMENT" plan "${{ github.event.pull_request.title }}"\n'],
  ["production before staging", deploy, "needs: [build, staging]", "needs: build"],
  ["no way back after a failed health check", release, "if: failure() && steps.deploy.outcome", "if: success() && steps.deploy.outcome"],
  ["a scan that finds but doesn't fail", deploy, '          exit-code: "1"\n\n  test:', '          exit-code: "0"\n\n  test:'],

  // Machines and cluster.
  ["a key that cloud-init doesn't know", `${cloudInit}/main.tf`, "    runcmd = [", "    runcmds = ["],
  ["a unit with a misspelt setting", `${cloudInit}/files/qts-observer.service`, "TimeoutStopSec=45", "TimeoutStopSeconds=45"],
  ["a pod that runs as root", statefulSet, "runAsNonRoot: true", "runAsNonRoot: false"],
];
