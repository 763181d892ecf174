#!/usr/bin/env bash
# Puts the editor together as one module: the same bytes again from the same lock file. A further argument names another file to write.
set -euo pipefail
cd "$(dirname "$0")"
target=$(realpath -m "${1:-codemirror.js}")

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp package.json package-lock.json exports.js "$folder"
cd "$folder"

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
node_modules/.bin/esbuild exports.js --bundle --format=esm --target=es2022 --minify --legal-comments=inline --charset=utf8 \
  --banner:js='/* CodeMirror 6 and what it stands on, MIT licence: see LICENSE beside the file from which this was read. */' \
  --log-level=warning --outfile="$target"
