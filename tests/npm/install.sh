#!/usr/bin/env bash
# Installs what some tests take from npm; without it they skip, or fail where CI is true. Nothing is run from the packages while they are installed.
set -euo pipefail
cd "$(dirname "$0")"

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# n8n's package of all its nodes brings a hundred others; of it only the ActiveCampaign node is wanted, as published.
node=n8n-nodes-base version=1.89.0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm pack "$node@$version" --pack-destination "$folder" --loglevel=error >/dev/null
mkdir -p "node_modules/$node"
tar -xzf "$folder/$node-$version.tgz" -C "node_modules/$node" --strip-components=1 \
  package/package.json package/dist/nodes/ActiveCampaign package/dist/credentials/ActiveCampaignApi.credentials.js
