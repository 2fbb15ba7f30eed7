import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestsOf, mistakesOf } from './kubernetes.mjs';

const folders = ['kubernetes/base', 'kubernetes/monitoring', 'prometheus', 'grafana'];
const all = folders.map((folder) => ({ folder, ...manifestsOf(folder) }));
const manifests = all.flatMap((folder) => folder.manifests);
const pods = manifests
  .filter(({ manifest }) => manifest.spec?.template?.spec)
  .map(({ manifest }) => ({ name: manifest.metadata.name, spec: manifest.spec.template.spec }));

test('the API of Kubernetes takes every manifest', async () => {
  assert.ok(manifests.length > 10, 'Manifests are missing.');
  assert.deepEqual((await Promise.all(manifests.map(mistakesOf))).flat(), []);
});

test('what the API would not take is seen', async () => {
  const node = () => structuredClone(manifests.find(({ manifest }) => manifest.kind === 'Deployment'));
  const wrong = [
    [(spec) => (spec.template.spec.containers[0].resources.limits.memory = 'much'), 'quantity'],
    [(spec) => (spec.template.spec.containers[0].imagePullPolice = 'Always'), 'imagePullPolice'],
    [(spec) => (spec.template.spec.containers[0].ports[0].containerPort = '8080'), 'containerPort'],
    [(spec) => delete spec.selector, 'selector'],
  ];
  for (const [spoil, word] of wrong) {
    const spoilt = node();
    spoil(spoilt.manifest.spec);
    assert.match((await mistakesOf(spoilt)).join('\n'), new RegExp(word));
  }
});

test('no manifest is forgotten by its kustomization', () => {
  assert.deepEqual(all.flatMap(({ folder, forgotten }) => forgotten.map((name) => `${folder}/${name}`)), []);
});

test('no secret is in the tree', () => {
  assert.deepEqual(manifests.filter(({ manifest }) => manifest.kind === 'Secret'), []);
  const values = pods.flatMap(({ spec }) => spec.containers).flatMap(({ env = [] }) => env).filter(({ name }) => /PASSWORD|BLOBS|CLUSTER/.test(name));
  assert.ok(values.length > 0);
  for (const { name, valueFrom } of values) assert.ok(valueFrom?.secretKeyRef, `${name} must come from a Secret.`);
});

test('every pod is held to the least: no root, no writing, no privileges, bounded memory', () => {
  assert.ok(pods.length >= 3);
  for (const { name, spec } of pods) {
    assert.equal(spec.securityContext.runAsNonRoot, true, name);
    assert.equal(spec.securityContext.seccompProfile.type, 'RuntimeDefault', name);
    assert.ok(!spec.hostNetwork && !spec.hostPID && !spec.hostIPC, name);
    for (const container of spec.containers) {
      assert.deepEqual(container.securityContext, {
        allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] },
      }, name);
      assert.ok(container.resources.requests.cpu && container.resources.requests.memory && container.resources.limits.memory, name);
      assert.match(container.image, /:v?\d|^cryptograins$/, `${name}: a pinned version`);
      for (const probe of [container.livenessProbe, container.readinessProbe]) assert.ok(probe.httpGet.path, name);
    }
  }
});

test('what points at the nodes points at their labels and ports', () => {
  const { manifest: node } = manifests.find(({ manifest }) => manifest.kind === 'Deployment' && manifest.metadata.name === 'cryptograins');
  const labels = node.spec.template.metadata.labels;
  const ports = node.spec.template.spec.containers[0].ports.map(({ name }) => name);
  const named = (kind) => manifests.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === 'cryptograins').manifest.spec;
  assert.deepEqual(named('Service').selector, labels);
  assert.deepEqual(named('PodDisruptionBudget').selector.matchLabels, labels);
  assert.deepEqual(named('NetworkPolicy').podSelector.matchLabels, labels);
  assert.equal(named('HorizontalPodAutoscaler').scaleTargetRef.name, node.metadata.name);
  for (const { targetPort } of named('Service').ports) assert.ok(ports.includes(targetPort), targetPort);
  for (const { ports: policy } of named('NetworkPolicy').ingress) for (const { port } of policy) assert.ok(ports.includes(port), port);
});
