#!/bin/sh
# Waits until the system answers that every service is ready; says what runs when it takes too long.
set -eu
compose=${COMPOSE:-docker compose}
# By its word and not by its exit code, which some tools keep to themselves.
ask='fetch("http://127.0.0.1:8080/health").then((answer) => answer.text(), () => "").then(console.log)'
printf 'Waiting for the system'
for _ in $(seq 90); do
  if $compose exec -T gateway node -e "$ask" 2>/dev/null | grep -q '^{"status":"ok"'; then
    echo ' ... it is ready.'
    exit 0
  fi
  printf .
  sleep 2
done
echo ' ... it is not ready after three minutes. What runs:'
$compose ps
echo 'What a service says: make logs SERVICE=prediction-service'
exit 1
