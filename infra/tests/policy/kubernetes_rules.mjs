// Rules over the manifests as kustomize renders them, one list of objects for each overlay.

import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";

export function overlays(repository) {
  const folder = join(repository, "infra", "kubernetes", "overlays");
  return readdirSync(folder).map((name) => {
    const text = execFileSync("kubectl", ["kustomize", join(folder, name)], { encoding: "utf8" });
    const objects = parseAllDocuments(text).map((document) => document.toJS());
    const of = (kind) => objects.filter((object) => object.kind === kind);
    const [set] = of("StatefulSet");
    return { name, objects, of, set, pod: set?.spec.template.spec, container: set?.spec.template.spec.containers[0], labels: set?.spec.template.metadata.labels ?? {} };
  });
}

/** Reports where a dotted path of an object has another value than the expected one. */
function* expect(where, object, expected) {
  for (const [path, value] of Object.entries(expected)) {
    const actual = path.split(".").reduce((each, key) => each?.[key], object);
    if (JSON.stringify(actual) !== JSON.stringify(value)) yield `${where}: ${path} is ${JSON.stringify(value)}, not ${JSON.stringify(actual)}`;
  }
}

const matches = (selector, labels) => Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);

export const rules = {
  *"every overlay has all the objects, in one namespace"(all) {
    const wanted = ["ConfigMap", "Namespace", "NetworkPolicy", "PodDisruptionBudget", "Service", "Service", "ServiceAccount", "StatefulSet"];
    for (const { name, objects } of all) {
      const kinds = objects.map(({ kind }) => kind).sort();
      if (JSON.stringify(kinds) !== JSON.stringify(wanted)) yield `${name}: the objects are ${wanted.join(", ")}, not ${kinds.join(", ")}`;
      for (const { kind, metadata } of objects) {
        if (kind !== "Namespace" && metadata.namespace !== "qts-observer") yield `${name}: ${kind} ${metadata.name} is in the namespace qts-observer`;
        if (metadata.labels?.environment !== name) yield `${name}: ${kind} ${metadata.name} carries the label environment: ${name}`;
      }
    }
  },

  *"the restricted pod security standard is enforced and met"(all) {
    for (const { name, of, pod, container } of all) {
      if (of("Namespace")[0].metadata.labels["pod-security.kubernetes.io/enforce"] !== "restricted") yield `${name}: the namespace enforces restricted`;
      yield* expect(`${name}: pod`, pod, {
        "securityContext.runAsNonRoot": true,
        "securityContext.seccompProfile.type": "RuntimeDefault",
        automountServiceAccountToken: false,
        hostNetwork: undefined,
        hostPID: undefined,
        hostIPC: undefined,
      });
      if (!(pod.securityContext.runAsUser > 0)) yield `${name}: the pod runs as a user that isn't root`;
      yield* expect(`${name}: container`, container, {
        "securityContext.allowPrivilegeEscalation": false,
        "securityContext.readOnlyRootFilesystem": true,
        "securityContext.capabilities": { drop: ["ALL"] },
        "securityContext.privileged": undefined,
      });
      for (const volume of pod.volumes) if (volume.hostPath) yield `${name}: volume ${volume.name} reaches into the host`;
    }
  },

  *"probes ask what they should and limits are the known ones"(all) {
    for (const { name, container } of all) {
      yield* expect(`${name}: container`, container, {
        "startupProbe.httpGet.path": "/health",
        "livenessProbe.httpGet.path": "/health",
        "readinessProbe.httpGet.path": "/ready",
        "resources.limits": { cpu: "1", memory: "512Mi" },
        "resources.requests": { cpu: "500m", memory: "256Mi" },
      });
      const port = container.ports.find((each) => each.name === "http");
      if (port?.containerPort !== 8000) yield `${name}: the container's port http is 8000`;
    }
  },

  *"selectors select the pods and names lead somewhere"(all) {
    for (const { name, of, set, labels, container } of all) {
      if (!matches(set.spec.selector.matchLabels, labels)) yield `${name}: the stateful set doesn't select its own pods`;
      for (const { metadata, spec } of of("Service")) {
        if (!spec.selector || !matches(spec.selector, labels)) yield `${name}: service ${metadata.name} selects no pod`;
        for (const { targetPort } of spec.ports) if (!container.ports.some((port) => port.name === targetPort)) yield `${name}: service ${metadata.name} targets no port ${targetPort}`;
      }
      const budget = of("PodDisruptionBudget")[0].spec;
      if (!budget.selector || !matches(budget.selector.matchLabels, labels)) yield `${name}: the disruption budget selects no pod`;
      const headless = of("Service").find(({ spec }) => spec.clusterIP === "None");
      if (headless?.metadata.name !== set.spec.serviceName) yield `${name}: serviceName names the headless service`;
      const maps = of("ConfigMap").map(({ metadata }) => metadata.name);
      for (const { configMapRef } of container.envFrom) if (configMapRef && !maps.includes(configMapRef.name)) yield `${name}: there is no config map ${configMapRef.name}`;
    }
  },

  *"what is recorded lies on a volume that stays"(all) {
    for (const { name, set, pod, container } of all) {
      yield* expect(`${name}: stateful set`, set.spec, { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" } });
      const mounts = Object.fromEntries(container.volumeMounts.map((mount) => [mount.mountPath, mount.name]));
      const claims = set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name);
      if (!claims.includes(mounts["/app/data/observer"])) yield `${name}: /app/data/observer is a claimed volume`;
      for (const path of ["/app/logs", "/tmp"]) if (!mounts[path]) yield `${name}: ${path} is writable under a read-only root`;
      const known = [...claims, ...pod.volumes.map((volume) => volume.name)];
      for (const [path, volume] of Object.entries(mounts)) if (!known.includes(volume)) yield `${name}: ${path}: there is no volume ${volume}`;
      for (const volume of pod.volumes) if (volume.emptyDir && !volume.emptyDir.sizeLimit) yield `${name}: volume ${volume.name} has no limit`;
      if (set.spec.volumeClaimTemplates.some(({ spec }) => JSON.stringify(spec.accessModes) !== '["ReadWriteOncePod"]')) yield `${name}: two pods never share a journal`;
    }
  },

  *"the environment has the service's names"(all) {
    for (const { name, of } of all) {
      yield* expect(`${name}: environment`, of("ConfigMap")[0].data, { QTS_OBSERVER_STANDALONE: "1", OBSERVER_DATA_DIR: "/app/data/observer", OBSERVER_LOG_DIR: "/app/logs" });
    }
  },

  *"traffic is refused unless it is listed"(all) {
    for (const { name, of } of all) {
      const { spec } = of("NetworkPolicy")[0];
      yield* expect(`${name}: network policy`, spec, { policyTypes: ["Ingress", "Egress"], podSelector: {} });
      for (const { from, ports } of spec.ingress) {
        if (!from?.length || from.some(({ namespaceSelector }) => Object.keys(namespaceSelector?.matchLabels ?? {}).length === 0)) yield `${name}: an ingress rule names its namespaces by label`;
        if (ports?.length !== 1 || ports[0].protocol !== "TCP" || ports[0].port !== 8000) yield `${name}: only port 8000 is reachable`;
      }
      for (const { ports } of spec.egress) if (!ports?.length) yield `${name}: an egress rule names its ports`;
    }
  },

  *"production has two instances in two zones"(all) {
    const prod = all.find(({ name }) => name === "prod");
    if (!(prod?.set.spec.replicas >= 2)) yield "prod: at least two instances";
    yield* expect("prod: spread", prod?.pod.topologySpreadConstraints?.[0], { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" });
  },
};
