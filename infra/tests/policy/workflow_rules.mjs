// Rules over the GitHub workflows: what they may do, what they run, and in which order.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export function workflows(repository) {
  const folder = join(repository, ".github", "workflows");
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".yml"))
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const document = parse(text);
      const jobs = Object.entries(document.jobs).map(([name, job]) => ({ name, job, steps: job.steps ?? [], at: `${file}: ${name}` }));
      return { file, text, document, jobs };
    });
  const dependabot = parse(readFileSync(join(repository, ".github", "dependabot.yml"), "utf8"));
  return { repository, files, dependabot, jobs: files.flatMap((each) => each.jobs.map((job) => ({ ...job, file: each }))) };
}

const pins = JSON.parse(readFileSync(new URL("./actions.json", import.meta.url), "utf8"));

// What a job may write, beside nothing.
const WRITES = ["id-token", "pull-requests", "attestations"];

const needs = (job) => [job.needs ?? []].flat();
const uses = (job, action) => (job.steps ?? []).some((step) => step.uses?.startsWith(`${action}@`));
const runs = (job, text) => (job.steps ?? []).some((step) => step.run?.includes(text));

export const rules = {
  *"reading is all that a workflow may do by default"({ files }) {
    for (const { file, document } of files) {
      if (JSON.stringify(document.permissions) !== '{"contents":"read"}') yield `${file}: permissions: {contents: read} stands at the top`;
    }
  },

  *"a job may write only what it needs"({ jobs }) {
    for (const { job, at } of jobs) {
      for (const [name, access] of Object.entries(job.permissions ?? {})) {
        if (access === "write" && !WRITES.includes(name)) yield `${at}: ${name}: write is given to no job`;
      }
      const loginNeeded = job.uses || runs(job, "terraform_ci.sh plan") || runs(job, "terraform_ci.sh apply") || uses(job, "Azure/login");
      if (job.permissions?.["id-token"] === "write" && !loginNeeded) yield `${at}: id-token: write without a login`;
      if (!job.permissions?.["id-token"] && loginNeeded) yield `${at}: a login needs id-token: write`;
      if (typeof job.permissions === "string") yield `${at}: permissions are named one by one, not ${job.permissions}`;
    }
  },

  *"actions are pinned to the commits on the list"({ jobs, files, repository }) {
    for (const { steps, job, at } of jobs) {
      for (const used of [...steps.map((step) => step.uses), job.uses].filter(Boolean)) {
        if (used.startsWith("./")) {
          if (!existsSync(join(repository, used))) yield `${at}: ${used} doesn't exist`;
          continue;
        }
        const [action, commit] = used.split("@");
        if (!pins[action]) yield `${at}: ${action} is not on the list in tests/policy/actions.json`;
        else if (commit !== pins[action].split(" ")[0]) yield `${at}: ${action} is pinned to ${pins[action]}, not ${commit}`;
      }
    }
    for (const { file, text } of files) {
      for (const [line, action, version] of text.matchAll(/uses: ([^.@\s][^@\s]*)@[^\s]+(?: # (\S+))?/g)) {
        if (pins[action] && version !== pins[action].split(" ")[1]) yield `${file}: the comment behind ${line} is ${pins[action].split(" ")[1]}`;
      }
    }
  },

  *"untrusted text never becomes a command"({ jobs, files }) {
    for (const { file, document } of files) {
      for (const trigger of ["pull_request_target", "workflow_run", "issue_comment"]) {
        if (trigger in (document.on ?? {})) yield `${file}: ${trigger} runs with the rights of main on text of others`;
      }
    }
    for (const { steps, at } of jobs) {
      for (const { run, name } of steps) {
        if (run?.includes("${{")) yield `${at}: ${name}: a value reaches a command through env, not through \${{ }}`;
      }
    }
  },

  *"a checkout keeps no token"({ jobs }) {
    for (const { steps, at } of jobs) {
      for (const step of steps.filter((each) => each.uses?.startsWith("actions/checkout@"))) {
        if (step.with?.["persist-credentials"] !== false) yield `${at}: persist-credentials: false`;
      }
    }
  },

  *"every job ends, on a runner that is known"({ jobs }) {
    for (const { job, at } of jobs.filter((each) => !each.job.uses)) {
      if (!(job["timeout-minutes"] > 0)) yield `${at}: timeout-minutes is missing`;
      if (!["ubuntu-24.04", "${{ vars.DEPLOY_RUNNER || 'ubuntu-24.04' }}"].includes(job["runs-on"])) yield `${at}: runs-on is ubuntu-24.04, or the runner inside the network`;
    }
  },

  *"what runs is a script that exists, or one tool"({ jobs, repository }) {
    const tools = ["cosign", "az", "./mvnw"];
    for (const { steps, at } of jobs) {
      for (const { run, name } of steps.filter((step) => step.run)) {
        if (run.trim().includes("\n")) yield `${at}: ${name}: more than one line belongs into a script`;
        const [command] = run.split(" ");
        if (!tools.includes(command) && !existsSync(join(repository, command))) yield `${at}: ${name}: ${command} doesn't exist`;
      }
    }
  },

  *"commands are sound shell"({ jobs }) {
    const script = jobs.flatMap(({ steps, at }) => steps.filter((step) => step.run).map(({ run }) => `# ${at}\n${run}\n`)).join("");
    try {
      execFileSync("shellcheck", ["--shell=bash", "--exclude=SC2154", "-"], { input: script, stdio: ["pipe", "pipe", "pipe"] });
    } catch (error) {
      yield `${error.stdout}`;
    }
  },

  *"changes to one environment wait for each other"({ files, jobs }) {
    for (const { file, document } of files) {
      if (!document.concurrency && !document.on.workflow_call) yield `${file}: concurrency is missing`;
    }
    for (const { job, at } of jobs) {
      const groups = { "terraform_ci.sh plan": /^state-\$\{\{/, "terraform_ci.sh apply": /^state-\$\{\{/, "deploy_to_infrastructure.sh": /^deploy-\$\{\{/ };
      for (const [script, group] of Object.entries(groups)) {
        if (!runs(job, script)) continue;
        if (!group.test(job.concurrency?.group ?? "")) yield `${at}: a group of its environment in concurrency`;
        if (job.concurrency?.["cancel-in-progress"] !== false) yield `${at}: what changes an environment is never cancelled half-way`;
      }
    }
  },

  *"what touches an environment waits for its reviewers"({ jobs }) {
    for (const { job, at } of jobs) {
      const environment = job.environment ?? "";
      const own = "${{ inputs.environment }}";
      if (runs(job, "terraform_ci.sh plan") && environment !== `${own}-plan`) yield `${at}: environment: ${own}-plan`;
      if ((runs(job, "terraform_ci.sh apply") || runs(job, "deploy_to_infrastructure.sh")) && environment !== own) yield `${at}: environment: ${own}`;
      if (JSON.stringify(job).includes("secrets.") && !environment) yield `${at}: secrets belong to an environment`;
    }
  },

  *"what is applied is what was planned"({ files, jobs }) {
    const apply = jobs.find(({ job }) => runs(job, "terraform_ci.sh apply"));
    if (!apply || !uses(apply.job, "actions/download-artifact")) yield "apply.yml: the plan is downloaded, not made again";
    if (apply && runs(apply.job, "terraform_ci.sh plan")) yield "apply.yml: a fresh plan was reviewed by nobody";
    for (const { file, text } of files) if (text.includes("-auto-approve")) yield `${file}: -auto-approve`;
    const terraform = files.find(({ file }) => file === "terraform.yml").document;
    for (const name of ["apply-staging", "apply-prod"]) {
      if (terraform.jobs[name]?.if !== "github.event_name == 'push' && github.ref == 'refs/heads/main'") yield `terraform.yml: ${name}: only a push to main is applied`;
    }
    if (!needs(terraform.jobs["apply-prod"]).includes("apply-staging")) yield "terraform.yml: apply-prod needs apply-staging";
    if (!needs(terraform.jobs.plan).includes("check")) yield "terraform.yml: plan needs check";
    if (!terraform.jobs.plan.if?.includes("github.event.pull_request.head.repo.full_name == github.repository")) yield "terraform.yml: a fork's pull request gets no plan";
  },

  *"a release takes the whole way"({ files }) {
    const document = (name) => files.find(({ file }) => file === name)?.document ?? { jobs: {} };
    const { jobs } = document("deploy.yml");
    const way = { scan: [], test: ["scan"], build: ["test"], staging: ["build"], production: ["build", "staging"], notify: ["scan", "test", "build", "staging", "production"] };
    for (const [name, before] of Object.entries(way)) {
      if (JSON.stringify(needs(jobs[name] ?? {})) !== JSON.stringify(before)) yield `deploy.yml: ${name} needs ${before.join(", ") || "nothing"}`;
    }
    if (jobs.notify?.if !== "always()") yield "deploy.yml: notify: if: always(), or a failure is told to nobody";
    if (jobs.staging?.with?.environment !== "staging" || jobs.production?.with?.environment !== "prod") yield "deploy.yml: staging goes to staging, production to prod";
    for (const [action, why] of Object.entries({ "aquasecurity/trivy-action": "is scanned", "anchore/sbom-action": "has an SBOM", "actions/attest-build-provenance": "has a provenance", "sigstore/cosign-installer": "is signed" })) {
      if (!uses(jobs.build ?? {}, action)) yield `deploy.yml: build: the image ${why}`;
    }
    for (const { steps, at } of files.flatMap((each) => each.jobs)) {
      for (const step of steps.filter((each) => each.uses?.startsWith("aquasecurity/trivy-action@"))) {
        if (step.with["exit-code"] !== "1") yield `${at}: a finding fails the scan: exit-code: "1"`;
      }
    }
    const release = document("release.yml").jobs;
    if (!needs(release.apply ?? {}).includes("plan") || !needs(release.deploy ?? {}).includes("apply")) yield "release.yml: plan, then apply, then deploy";
    const steps = release.deploy?.steps ?? [];
    const order = ["cosign verify", "deploy_to_infrastructure.sh deploy", "check_health.sh", "deploy_to_infrastructure.sh rollback"].map((text) => steps.findIndex((step) => step.run?.includes(text)));
    if (order.includes(-1) || order.some((index, position) => index < order[position - 1])) yield "release.yml: deploy: verify, deploy, check the health, and go back";
    if (!/failure\(\)/.test(steps[order[3]]?.if ?? "")) yield "release.yml: deploy: going back is for a failure";
  },

  *"host keys are pinned"({ files }) {
    for (const { file, text } of files) {
      if (/StrictHostKeyChecking|ssh-keyscan/.test(text)) yield `${file}: host keys come from DEPLOY_KNOWN_HOSTS`;
      if (text.includes("deploy_to_infrastructure.sh deploy") && !/DEPLOY_KNOWN_HOSTS: \$\{\{ vars\./.test(text)) yield `${file}: DEPLOY_KNOWN_HOSTS is given to the deployment`;
    }
  },

  *"dependencies are kept up to date"({ dependabot }) {
    const ecosystems = dependabot.updates.map((each) => each["package-ecosystem"]).sort().join(" ");
    if (ecosystems !== "docker github-actions maven npm terraform") yield `dependabot.yml: docker, github-actions, maven, npm and terraform, not ${ecosystems}`;
  },

  *"the same Terraform runs everywhere"({ jobs }) {
    for (const { steps, at } of jobs) {
      for (const step of steps.filter((each) => each.uses?.startsWith("hashicorp/setup-terraform@"))) {
        if (step.with?.terraform_version !== "1.11.4" || step.with?.terraform_wrapper !== false) yield `${at}: terraform_version: 1.11.4 and terraform_wrapper: false`;
      }
    }
  },
};
