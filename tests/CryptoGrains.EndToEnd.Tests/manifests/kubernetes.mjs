// Reads manifests, and says what of them Kubernetes would not take: the schemas of its API, by kubernetes-models, and fields that they
// do not know, by TypeScript, because a schema lets those pass and the API server drops them.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, '../../../infra');

/** The manifests that a folder's kustomization.yaml names, each with the file it stands in; and what it leaves out. */
export function manifestsOf(folder) {
  const path = join(root, folder);
  const kustomization = parse(readFileSync(join(path, 'kustomization.yaml'), 'utf8'));
  const named = (kustomization.resources ?? []).filter((name) => name.endsWith('.yaml'));
  const forgotten = readdirSync(path).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml' && !named.includes(name));
  const manifests = named.flatMap((name) =>
    parseAllDocuments(readFileSync(join(path, name), 'utf8'), { uniqueKeys: true }).map((document) => {
      if (document.errors.length > 0) throw new Error(`${name}: ${document.errors[0].message}`);
      return { file: `${folder}/${name}`, manifest: document.toJS() };
    }),
  );
  return { kustomization, manifests, forgotten };
}

/** Sentences on what is wrong with a manifest; none where the API would take it. */
export async function mistakesOf({ file, manifest }) {
  const { apiVersion, kind } = manifest;
  const where = `${file}: ${kind} ${manifest.metadata?.name}`;
  const model = (await import(`kubernetes-models/${apiVersion}`).catch(() => ({})))[kind];
  if (!model) return [`${where}: there is no ${kind} in ${apiVersion}.`];

  const mistakes = unknownFields(apiVersion, kind, manifest);
  try {
    new model(manifest).validate();
  } catch (invalid) {
    mistakes.push(...(invalid.errors ?? [invalid]).map(({ instancePath = '', message }) => `${instancePath} ${message}`));
  }
  return mistakes.map((mistake) => `${where}: ${mistake}`);
}

/** What TypeScript says of the manifest as a value of its type. */
function unknownFields(apiVersion, kind, manifest) {
  const name = join(here, 'manifest.mts');
  const source = `import type { I${kind} } from 'kubernetes-models/${apiVersion}';\nexport const it: I${kind} = ${JSON.stringify(manifest, null, 1)};\n`;
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => path === name || fileExists(path);
  host.readFile = (path) => (path === name ? source : readFile(path));
  host.getSourceFile = (path, version, ...rest) =>
    path === name ? ts.createSourceFile(path, source, version) : (libraries[path] ??= getSourceFile(path, version, ...rest));
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map((found) => ts.flattenDiagnosticMessageText(found.messageText, ' '));
}

const libraries = {};
