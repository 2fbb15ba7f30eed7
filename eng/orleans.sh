#!/usr/bin/env bash
# The node as a silo of Microsoft Orleans: built without a warning, and tested. Where the package sources have no Orleans it says so in
# one line, and that is no failure. Arguments go to every build, such as -p:RestoreAdditionalProjectSources=<source>, or
# -p:ClusterAzure=false where Azure's tables are what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! said=$(dotnet restore src/CryptoGrains.Host -p:GrainRuntime=Orleans -v quiet "$@" 2>&1); then
  missing=$(grep -oE 'NU110[123]: Unable to find (a stable )?package [A-Za-z.]+[A-Za-z]' <<<"$said" | grep -oE '[^ ]+$' | sort -u | paste -sd ' ' || true)
  [ -n "$missing" ] || { echo "$said" >&2; exit 1; }
  echo "Orleans: not built and not tested, the package sources lack: $missing"
  exit 0
fi

dotnet build src/CryptoGrains.Host -p:GrainRuntime=Orleans -v quiet "$@"
for tests in LocalRuntime Grains Gateway; do
  dotnet test "tests/CryptoGrains.$tests.Tests" -p:GrainRuntime=Orleans "$@"
done
