// Rules over the parsed Terraform code, for mistakes that neither the schema nor `terraform validate` sees.
// A rule takes the model and yields findings: what is wrong, and where.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { METRICS, REQUIRED_VALUES, ROLES, WINDOWS } from "./azure.mjs";
import { problems } from "./kql.mjs";
import { blocks, readText, resolve, strings } from "./model.mjs";

const resources = (model, ...types) =>
  model.all.flatMap((module) =>
    module.resources.filter(({ type }) => types.length === 0 || types.includes(type)).map((each) => ({ ...each, module })),
  );

/** Values at a dotted path, through nested blocks. */
function at(body, path) {
  const [first, ...rest] = path.split(".");
  return rest.length === 0 ? [body?.[first]] : blocks(body, first).flatMap((block) => at(block, rest.join(".")));
}

export const rules = {
  *"a provider is configured in the root only and bounded above and below"({ all, root }) {
    for (const module of all) {
      if (module !== root && Object.keys(module.providers).length > 0) yield `${module.name}: a module has no provider block`;
      const [version] = module.terraform.map((block) => block.required_version).filter(Boolean);
      if (version !== ">= 1.9, < 2.0") yield `${module.name}: required_version is ">= 1.9, < 2.0", not ${version}`;
      const needed = module.terraform.flatMap((block) => block.required_providers ?? []).flatMap(Object.values);
      for (const { source, version: bounds } of needed) {
        if (source !== "hashicorp/azurerm" || bounds !== ">= 4.73, < 5.0") yield `${module.name}: azurerm is hashicorp/azurerm ">= 4.73, < 5.0", not ${source} ${bounds}`;
      }
      if (module.resources.length > 0 && needed.length === 0) yield `${module.name}: no required_providers`;
    }
  },

  *"every module has the same files and is used"({ root, modules }) {
    const used = Object.values(root.modules).map(({ source }) => source.replace("./", "infra/"));
    for (const module of modules) {
      for (const file of ["terraform.tf", "variables.tf", "main.tf", "outputs.tf"]) {
        if (!module.files.includes(file)) yield `${module.name}: ${file} is missing`;
      }
      if (!used.includes(module.name)) yield `${module.name}: nothing uses this module`;
    }
  },

  *"every variable is typed, described, used, and validated where it can be wrong"({ all }) {
    for (const module of all) {
      for (const [name, { type, description, nullable, default: value, sensitive }] of Object.entries(module.variables)) {
        const where = `${module.name}: variable ${name}`;
        if (!type || /\bany\b/.test(type)) yield `${where}: has no exact type`;
        if (!description) yield `${where}: has no description`;
        if (value !== null && nullable !== false) yield `${where}: says nullable = false, or has the default null`;
        if (!module.text.replace(`variable "${name}"`, "").includes(`var.${name}`)) yield `${where}: is not used`;
        if (/password|secret|token|private_key/.test(name) && sensitive !== true) yield `${where}: is sensitive`;
        if (sensitive && value !== undefined && value !== null) yield `${where}: a secret has no default`;
      }
    }
  },

  *"names are lower snake case and every output is described"({ all }) {
    for (const module of all) {
      for (const [name, { description }] of Object.entries(module.outputs)) {
        if (!description) yield `${module.name}: output ${name} has no description`;
      }
      const names = [...Object.keys(module.variables), ...Object.keys(module.outputs), ...module.resources.map((each) => each.name)];
      for (const name of names) if (!/^[a-z][a-z0-9_]*$/.test(name)) yield `${module.name}: ${name} is not lower_snake_case`;
    }
  },

  *"an output that carries a secret is sensitive"({ all }) {
    for (const module of all) {
      for (const [name, { value, sensitive }] of Object.entries(module.outputs)) {
        if (/connection_string|primary_key|access_key|password|instrumentation_key/.test(`${name} ${value}`) && sensitive !== true) yield `${module.name}: output ${name} is sensitive`;
      }
    }
  },

  *"the names and defaults that operators know"({ root }) {
    const expected = { resource_group_name: "rg-observer-test", location: "Korea South", admin_password: null, application_telemetry_enabled: false, ddos_plan_enabled: false, ssh_allowed_cidrs: [] };
    for (const [name, value] of Object.entries(expected)) {
      const actual = root.variables[name]?.default;
      if (JSON.stringify(actual) !== JSON.stringify(value)) yield `infra: the default of ${name} is ${JSON.stringify(value)}, not ${JSON.stringify(actual)}`;
    }
    if (!root.outputs.resource_group_id) yield "infra: the output resource_group_id is missing";
    const tags = JSON.stringify(root.locals.tags);
    if (tags !== '{"environment":"${var.environment}","project":"qts-observer"}') yield `infra: the tags are environment and project = qts-observer, not ${tags}`;
  },

  *"the state stands where operators expect it, one for each environment"({ root, environments }) {
    const [backend] = root.terraform.flatMap((block) => block.backend?.azurerm ?? []);
    const expected = { resource_group_name: "rg-observer-test", storage_account_name: "observerstorage", container_name: "tfstate", key: "terraform.tfstate", use_azuread_auth: true };
    if (JSON.stringify(backend, Object.keys(backend ?? {}).sort()) !== JSON.stringify(expected, Object.keys(expected).sort())) yield `infra/backend.tf: the backend is ${JSON.stringify(expected)}`;
    const keys = environments.filter((each) => each.backend);
    for (const { file, name, values } of keys) {
      if (JSON.stringify(values) !== JSON.stringify({ key: `${name}.terraform.tfstate` })) yield `environments/${file}: key is "${name}.terraform.tfstate"`;
    }
    for (const { file, name } of environments) {
      if (!keys.some((each) => each.name === name)) yield `environments/${file}: ${name}.backend.hcl is missing`;
    }
  },

  *"an environment file names only variables that exist, and its own environment"({ root, environments }) {
    for (const { file, name, values } of environments.filter((each) => !each.backend)) {
      for (const key of Object.keys(values)) if (!root.variables[key]) yield `environments/${file}: there is no variable ${key}`;
      if (values.environment !== name) yield `environments/${file}: environment is "${name}"`;
    }
  },

  *"production is zonal, locked, redundant and immutable"({ environments }) {
    const { values } = environments.find(({ file }) => file === "prod.tfvars") ?? { values: {} };
    if (values.location !== "Korea Central") yield "environments/prod.tfvars: production is in a region with availability zones";
    if (values.delete_lock_enabled !== true) yield "environments/prod.tfvars: delete_lock_enabled = true";
    if (!(values.instance_count >= 2) && !values.scale_set) yield "environments/prod.tfvars: at least two machines";
    if (!(values.backup_immutability?.days >= 30)) yield "environments/prod.tfvars: backups can't be changed for at least 30 days";
  },

  *"nothing is public, and what protects is written out"(model) {
    for (const { type, body, at: where, module } of resources(model)) {
      for (const [path, expected] of Object.entries(REQUIRED_VALUES[type] ?? {})) {
        const actual = at(body, path).map((value) => resolve(value, module));
        if (actual.length === 0 || actual.some((value) => value !== expected)) yield `${where}: ${path} is ${JSON.stringify(expected)}, not ${JSON.stringify(actual[0])}`;
      }
    }
  },

  *"a machine has a key"(model) {
    for (const { body, at: where } of resources(model, "azurerm_linux_virtual_machine", "azurerm_linux_virtual_machine_scale_set")) {
      if (!blocks(body, "admin_ssh_key").some((key) => key.public_key)) yield `${where}: no admin_ssh_key`;
      if (body.admin_password !== undefined) yield `${where}: no password, not even unused`;
    }
  },

  *"only what is listed gets in"(model) {
    for (const { at: where, body } of resources(model, "azurerm_network_security_group")) {
      if (blocks(body, "security_rule").length > 0) yield `${where}: rules are resources of their own; mixed forms fight each other`;
    }
    for (const { at: where, body, module } of resources(model, "azurerm_network_security_rule")) {
      const text = `${JSON.stringify(body)} ${JSON.stringify(module.locals.rules ?? "")}`.replaceAll("\\n", "\n").replaceAll('\\"', '"');
      if (/source_address_prefix"?:? ?=? ?"?(Internet|0\.0\.0\.0\/0)"/.test(text)) yield `${where}: an inbound rule is open to everybody`;
      const rules = [...text.matchAll(/priority\s*=\s*(\d+)[^}]*?access\s*=\s*"(\w+)"[^}]*/g)].map(([rule, priority, access]) => ({ rule, priority, access }));
      if (rules.length === 0) yield `${where}: no rule can be read`;
      for (const { rule, access } of rules) {
        if (access === "Allow" && /(sources|source)\s*=\s*(\["(\*|Internet|0\.0\.0\.0\/0)"\]|"(\*|Internet)")/.test(rule)) yield `${where}: allows everybody: ${rule.replace(/\s+/g, " ")}`;
        if (access === "Allow" && /"22"/.test(rule) && !/var\.ssh_allowed_cidrs/.test(rule)) yield `${where}: port 22 is for ssh_allowed_cidrs only`;
      }
      if (!rules.some(({ priority, access, rule }) => priority === "4096" && access === "Deny" && !/Outbound/.test(rule))) yield `${where}: the last inbound rule, 4096, denies`;
    }
    const associated = resources(model, "azurerm_subnet_network_security_group_association").map(({ body }) => body.subnet_id);
    for (const { name, at: where } of resources(model, "azurerm_subnet")) {
      if (!associated.includes(`\${azurerm_subnet.${name}.id}`)) yield `${where}: no security group is associated`;
    }
  },

  *"address ranges exist"(model) {
    const texts = [
      ...model.all.flatMap((module) => [...strings(module.variables), ...strings(module.locals), ...module.resources.flatMap((each) => [...strings(each.body)])].map(([, text]) => [module.name, text])),
      ...model.environments.flatMap(({ file, values }) => [...strings(values)].map(([, text]) => [`environments/${file}`, text])),
    ];
    for (const [where, text] of texts) {
      for (const [cidr, prefix] of text.matchAll(/(?<![\d.])\d+\.\d+\.\d+\.\d+\/(\d+)/g)) {
        const octets = cidr.split("/")[0].split(".").map(Number);
        if (Number(prefix) > 32 || octets.some((octet) => octet > 255)) yield `${where}: ${cidr} is no address range`;
      }
    }
  },

  *"roles exist and are narrow"(model) {
    const named = [
      ...resources(model, "azurerm_role_assignment").map(({ at: where, body }) => [where, body.role_definition_name]),
      ...[...(String(model.root.locals.role_assignments ?? "").matchAll(/role\s*=\s*"([^"]+)"/g))].map(([, role]) => ["infra/locals.tf", role]),
    ];
    for (const [where, role] of named) {
      if (!role) yield `${where}: names no role`;
      else if (!role.includes("${") && !ROLES[role]) yield `${where}: "${role}" is not among the roles in tests/policy/azure.mjs`;
    }
    const known = Object.values(ROLES);
    for (const [name, id] of Object.entries(model.root.locals.delegable_roles ?? {})) {
      if (!known.includes(id)) yield `infra/locals.tf: delegable_roles.${name} is no known role id`;
      if ([ROLES.Contributor, ROLES["Role Based Access Control Administrator"]].includes(id)) yield `infra/locals.tf: delegable_roles.${name} would let a pipeline raise itself`;
    }
    for (const { at: where, body } of resources(model, "azurerm_role_assignment")) {
      if (body.principal_type !== "ServicePrincipal") yield `${where}: principal_type is "ServicePrincipal"`;
    }
  },

  *"a federated credential is for Azure's audience"(model) {
    for (const { at: where, body } of resources(model, "azurerm_federated_identity_credential")) {
      if (JSON.stringify(body.audience) !== '["api://AzureADTokenExchange"]') yield `${where}: audience is ["api://AzureADTokenExchange"]`;
      if (body.parent_id || body.resource_group_name) yield `${where}: user_assigned_identity_id is the name that version 5 keeps`;
    }
  },

  *"metrics and windows exist"(model) {
    const metrics = new Set(Object.values(METRICS).flat());
    for (const { type, at: where, body, module } of resources(model)) {
      for (const [attribute, allowed] of Object.entries(WINDOWS[type] ?? {})) {
        const value = resolve(body[attribute], module);
        if (!value) yield `${where}: ${attribute} is missing`;
        else if (!value.includes("${") && !allowed.includes(value)) yield `${where}: ${attribute} ${value} is not among ${allowed.join(", ")}`;
      }
      const triggers = type === "azurerm_monitor_autoscale_setting" ? blocks(body, "profile").flatMap((profile) => blocks(profile, "rule")).flatMap((rule) => blocks(rule, "metric_trigger")) : [];
      for (const { metric_name: name, metric_namespace: namespace } of triggers) {
        if (!METRICS[namespace]?.includes(name)) yield `${where}: ${namespace} has no metric "${name}"`;
      }
    }
    for (const module of model.all) {
      for (const [signal, { metric }] of Object.entries(module.locals.metric_signals ?? {})) {
        if (!metrics.has(metric)) yield `${module.name}: ${signal}: there is no metric "${metric}"`;
      }
      for (const window of Object.values(module.locals.metric_windows ?? {})) {
        if (!WINDOWS.azurerm_monitor_metric_alert.window_size.includes(window)) yield `${module.name}: there is no metric window ${window}`;
      }
    }
  },

  *"queries parse and give the alert what it measures"(model) {
    for (const module of model.all) {
      const { state_signals: states = {}, number_signals: numbers = {}, charts = [], application_charts: own = [] } = module.locals;
      const queries = [
        ...Object.entries(states).map(([name, { query }]) => [name, query]),
        ...Object.entries(numbers).map(([name, { query, measure }]) => [name, query, measure]),
        ...[...charts, ...own].map(({ title, query }) => [title, query]),
        ...module.resources.filter(({ type }) => type === "azurerm_monitor_scheduled_query_rules_alert_v2").flatMap(({ name, body }) => blocks(body, "criteria").map((each) => [name, each.query, each.metric_measure_column])),
      ];
      for (const [name, raw, measure] of queries) {
        const query = resolve(raw, module);
        if (query.includes("${")) continue;
        const columns = new Set();
        for (const problem of problems(query, columns)) yield `${module.name}: query of ${name}: ${problem}`;
        if (measure && !measure.includes("${") && !columns.has(measure)) yield `${module.name}: query of ${name}: it doesn't yield the measured column ${measure}`;
        if (numbers[name] && !columns.has("TimeGenerated")) yield `${module.name}: query of ${name}: several windows need TimeGenerated`;
      }
    }
    for (const { at: where, body } of resources(model, "azurerm_monitor_scheduled_query_rules_alert_v2")) {
      for (const criteria of blocks(body, "criteria")) {
        if (criteria.time_aggregation_method !== "Count" && !criteria.metric_measure_column) yield `${where}: ${criteria.time_aggregation_method} needs metric_measure_column`;
      }
      if (blocks(body, "action").length === 0) yield `${where}: nobody is told`;
    }
    for (const { at: where, body } of resources(model, "azurerm_monitor_metric_alert")) {
      if (blocks(body, "action").length === 0) yield `${where}: nobody is told`;
    }
  },

  *"no identifier of a subscription and no secret is written down"(model) {
    const roleIds = new Set(Object.values(ROLES));
    const texts = [
      ...model.all.map((module) => [module.name, module.text]),
      ...readdirSync(join(model.infra, "environments")).map((file) => [`environments/${file}`, readText(join(model.infra, "environments", file))]),
      ["terraform.tfvars.example", readText(join(model.infra, "terraform.tfvars.example"))],
    ];
    for (const [where, text] of texts) {
      for (const [id] of text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi)) {
        if (!roleIds.has(id)) yield `${where}: the identifier ${id} comes from a variable or ARM_*`;
      }
      if (/-----BEGIN|AccountKey=|SharedAccessSignature|hooks\.slack\.com\/services\/T|client_secret\s*=\s*"/.test(text)) yield `${where}: a secret is written down`;
    }
  },

  *"what can carry tags does"(model) {
    const schema = JSON.parse(readFileSync(process.env.AZURERM_SCHEMA, "utf8")).resourceSchemas;
    for (const { type, at: where, body } of resources(model)) {
      if (schema[type]?.block.attributes.some(({ name }) => name === "tags") && body.tags !== "${var.tags}") yield `${where}: tags = var.tags`;
    }
  },

  *"count switches, for_each repeats, and nothing is ignored wholesale"(model) {
    for (const { at: where, body } of resources(model)) {
      if (body.count !== undefined && !/\? (1 : 0|0 : 1)\}$/.test(body.count)) yield `${where}: count is a condition ? 1 : 0; a collection takes for_each`;
      if (blocks(body, "lifecycle").some(({ ignore_changes: ignored }) => String(ignored).includes("all"))) yield `${where}: ignore_changes = all hides every change`;
    }
  },

  *"names that version 5 of the provider drops are not used"(model) {
    const dropped = {
      azurerm_storage_container: ["storage_account_name", "resource_manager_id"],
      azurerm_key_vault: ["enable_rbac_authorization", "contact"],
      azurerm_log_analytics_workspace: ["local_authentication_disabled", "internet_ingestion_enabled", "internet_query_enabled"],
      azurerm_application_insights: ["local_authentication_disabled", "disable_ip_masking", "internet_ingestion_enabled", "internet_query_enabled"],
      azurerm_monitor_diagnostic_setting: ["metric"],
      azurerm_container_registry: ["trust_policy_enabled"],
      azurerm_subnet: ["service_endpoints"],
      azurerm_lb_rule: ["enable_floating_ip", "enable_tcp_reset"],
    };
    for (const { type, at: where, body } of resources(model)) {
      for (const name of dropped[type] ?? []) if (body[name] !== undefined) yield `${where}: ${name} is gone in version 5`;
    }
  },

  *"first boot brings an engine and no release"(model) {
    const module = model.modules.find(({ name }) => name.endsWith("/cloud_init"));
    const files = readdirSync(join(module.path, "files"));
    for (const file of files) {
      const text = readText(join(module.path, "files", file));
      if (/azurecr\.io|sha256:|docker (pull|run)/.test(text)) yield `cloud_init/files/${file}: a release is brought by a deployment, not by first boot`;
      if (!module.text.includes(`"${file}"`)) yield `cloud_init/files/${file}: nothing installs this file`;
    }
    const config = module.locals.cloud_config ?? {};
    const known = ["package_update", "package_upgrade", "packages", "write_files", "runcmd"];
    for (const key of Object.keys(config)) if (!known.includes(key)) yield `cloud_init: cloud-init would ignore the unknown key ${key}`;
    if (!config.packages?.includes("docker.io")) yield "cloud_init: the engine, docker.io, is installed";
    for (const setting of ["PasswordAuthentication no", "KbdInteractiveAuthentication no", "PermitRootLogin no"]) {
      if (!readText(join(module.path, "files", "sshd.conf")).split("\n").includes(setting)) yield `cloud_init/files/sshd.conf: ${setting}`;
    }
  },
};
