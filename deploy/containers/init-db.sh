#!/bin/sh
# Makes the demo users in the system that runs in containers; fails when none does.
set -eu
compose=${COMPOSE:-docker compose}
command -v "${compose%% *}" >/dev/null || exit 1
# By its word and not by its exit code, which some tools keep to themselves.
said=$($compose exec -T auth-service node dist/src/seed.js 2>/dev/null | grep '^demo users:') || exit 1
echo "In the containers, $said"
