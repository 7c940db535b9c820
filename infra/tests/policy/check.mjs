#!/usr/bin/env node
// Runs policy rules and prints what they find; exit code 1 when there is anything.
//
//   check.mjs REPOSITORY SUITE…     SUITE is terraform, workflows or kubernetes
//
// AZURERM_SCHEMA names the schema that tests/provider/extract_schema.mjs printed.

import { load } from "./model.mjs";

const SUITES = {
  terraform: async (repository) => [(await import("./terraform_rules.mjs")).rules, await load(repository)],
  workflows: async (repository) => {
    const { rules, workflows } = await import("./workflow_rules.mjs");
    return [rules, workflows(repository)];
  },
  kubernetes: async (repository) => {
    const { rules, overlays } = await import("./kubernetes_rules.mjs");
    return [rules, overlays(repository)];
  },
};

const [repository, ...suites] = process.argv.slice(2);
let findings = 0;
let checked = 0;
for (const suite of suites) {
  const [rules, subject] = await SUITES[suite](repository);
  for (const [name, rule] of Object.entries(rules)) {
    checked += 1;
    for (const finding of rule(subject)) {
      findings += 1;
      console.log(`${suite}: ${name}\n    ${finding}`);
    }
  }
}
console.log(`policy: ${checked} rules, ${findings} findings`);
process.exit(findings === 0 ? 0 : 1);
