#!/bin/sh
# Writes one consistent copy of the database into BACKUP_DIR/coincast-<time>.dump (pg_dump's own format, compressed).
# Nothing has to stop for it. Messages and Redis need no copy: what is open is asked for again.
set -eu
umask 077
compose=${COMPOSE:-docker compose}
directory=${BACKUP_DIR:-backups}
mkdir -p "$directory"
file=$directory/coincast-$(date -u +%Y%m%dT%H%M%SZ).dump

$compose exec -T postgres sh -c 'pg_dump -U "$POSTGRES_USER" -d "$POSTGRES_DB" --format=custom' >"$file.part" || {
  rm -f "$file.part"
  echo 'No backup was made.' >&2
  exit 1
}
# Whole, and readable: the list of what is in it can be read.
$compose exec -T postgres sh -c 'pg_restore --list >/dev/null' <"$file.part"
mv "$file.part" "$file"
echo "$file ($(du -h "$file" | cut -f1))"
echo 'Keep a copy of .env with it: without the secrets in it the bot forgets its chats.'
