#!/usr/bin/env bash
# Makes the pictures of the query tool and of a load from the real page, in a headless Chromium: docs/pictures/make.sh [CHROMIUM]. Needs node and
# tests/npm.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'kill %1 2>/dev/null || true; rm -rf "$folder"' EXIT
dotnet build src/Koppel.Cli -v quiet -nologo
src/Koppel.Cli/bin/Debug/net10.0/koppel ui --demo --no-browser --print-url --port 0 >"$folder/address" 2>"$folder/talk" &
for _ in $(seq 100); do [ -s "$folder/address" ] && break || sleep 0.1; done
node tests/npm/ui/picture.js "$(cat "$folder/address")" "${1:-$(command -v chromium)}" docs/pictures
