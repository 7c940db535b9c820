#!/usr/bin/env node
// Writes the Prometheus form of the alert rules from the operator's form.
//
//   generate_prometheus_rules.mjs           writes config/prometheus/alerts.rules.yaml
//   generate_prometheus_rules.mjs --check   exit code 1 when that file isn't what would be written
//
// config/alerts.yaml is the one source; the service and Terraform read it as it is.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const source = fileURLToPath(new URL("../../config/alerts.yaml", import.meta.url));
const target = fileURLToPath(new URL("../../config/prometheus/alerts.rules.yaml", import.meta.url));

const JOB = 'job="qts-observer"';
const FAILED = 'outcome=~"rejected|blocked|shed"';
const snapshots = (matchers) => `sum by (instance) (rate(observer_snapshots_total{${matchers}}[1m]))`;

/** What each metric of the operator's form is in PromQL, given its comparison. */
const SIGNALS = {
  // Of one CPU, which is also the container's limit.
  cpu_percentage: (comparison) => `100 * rate(process_cpu_seconds_total{${JOB}}[1m]) ${comparison}`,
  // Of the snapshots received in the last minute.
  error_rate: (comparison) => `100 * ${snapshots(`${JOB}, ${FAILED}`)} / ${snapshots(JOB)} ${comparison}`,
  // A target that can't be scraped, and one that has vanished from the configuration.
  container_status: (comparison) => {
    if (comparison !== "== stopped") throw new Error(`container_status can only be compared with 'stopped'`);
    return `up{${JOB}} == 0 or absent(up{${JOB}})`;
  },
};

const SEVERITIES = ["critical", "warning", "info"];

function rule({ name, condition, duration, severity, ...rest }) {
  const [, metric, operator, value] = /^([a-z_]+) *(>=|<=|==|>|<) *'?([^'%]+)'?%?$/.exec(condition) ?? [];
  const refuse = (why) => {
    throw new Error(`config/alerts.yaml: ${name}: ${why}`);
  };
  if (!metric) refuse(`the condition "${condition}" is not: metric operator value`);
  if (!SIGNALS[metric]) refuse(`no PromQL is known for ${metric}; add it to SIGNALS in generate_prometheus_rules.mjs`);
  if (!/^[1-9][0-9]*m$/.test(duration)) refuse(`the duration "${duration}" is not in whole minutes`);
  if (!SEVERITIES.includes(severity)) refuse(`the severity "${severity}" is not one of ${SEVERITIES.join(", ")}`);
  if (Object.keys(rest).length > 0) refuse(`unknown key ${Object.keys(rest).join(", ")}`);
  return [
    `      - alert: ${JSON.stringify(name)}`,
    `        expr: >-`,
    `          ${SIGNALS[metric](`${operator} ${value}`)}`,
    `        for: ${duration}`,
    `        labels:`,
    `          severity: ${severity}`,
    `        annotations:`,
    `          summary: ${JSON.stringify(`{{ $labels.instance }}: ${condition} for ${duration}`)}`,
  ].join("\n");
}

function rules(alerts) {
  return [
    "# Generated from config/alerts.yaml by infra/scripts/generate_prometheus_rules.mjs. Don't edit.",
    "groups:",
    "  - name: qts-observer",
    "    rules:",
    alerts.map(rule).join("\n\n"),
    "",
  ].join("\n");
}

const wanted = rules(parse(readFileSync(source, "utf8")).alerts);
if (process.argv[2] === "--check") {
  if (readFileSync(target, "utf8") !== wanted) {
    console.error("config/prometheus/alerts.rules.yaml differs from config/alerts.yaml.");
    console.error("Remedy: node infra/scripts/generate_prometheus_rules.mjs");
    process.exit(1);
  }
} else {
  writeFileSync(target, wanted);
}
