#!/bin/sh
# Writes one consistent copy of the database into BACKUP_DIR/coincast-<time>.dump (pg_dump's own format, compressed).
# Nothing has to stop for it. Messages and Redis need no copy: what is open is asked for again.
set -eu
umask 077
compose=${COMPOSE:-docker compose}
directory=${BACKUP_DIR:-backups}
mkdir -p "$directory"
file=$directory/coincast-$(date -u +%Y%m%dT%H%M%SZ).dump

$compose exec -T postgres sh -c 'pg_dump -U "$POSTGRES_USER" -d "$POSTGRES_DB" --format=custom' >"$file.part" || true
# Whole, and readable. By its word and not by its exit code, which some tools keep to themselves.
said=$($compose exec -T postgres sh -c 'pg_restore --list >/dev/null && echo readable' <"$file.part") || true
if [ "$said" != readable ]; then
  rm -f "$file.part"
  echo 'No backup was made: what came cannot be read back.' >&2
  exit 1
fi
mv "$file.part" "$file"
echo "$file ($(du -h "$file" | cut -f1))"
echo 'Keep a copy of .env with it: without the secrets in it the bot forgets its chats.'
