#!/usr/bin/env bash
# A private MariaDB on loopback: user "root", no password.
# usage: mariadb.sh check | start DIR PORT | stop DIR
set -euo pipefail
. "$(dirname "$0")/common.sh"

need mariadbd mariadb-server

case ${1:-} in
check) ;;
start)
  [ $# = 3 ] || usage
  dir=$(realpath -m "$2") port=$3
  own mysql "$dir" "$dir/data"
  become mysql
  [ -d "$dir/data/mysql" ] || "${as[@]}" mariadb-install-db --no-defaults --datadir="$dir/data" \
    --skip-test-db --auth-root-authentication-method=normal >"$dir/install.log" 2>&1
  daemon "$dir" "${as[@]}" mariadbd --no-defaults --datadir="$dir/data" --bind-address=127.0.0.1 \
    --port="$port" --socket="$dir/sock" --pid-file="$dir/data/mariadbd.pid" \
    --innodb-flush-log-at-trx-commit=0
  await "$dir" mariadb-admin --no-defaults -S "$dir/sock" -u root ping
  ;;
stop)
  [ $# = 2 ] || usage
  stop "$(realpath -m "$2")"
  ;;
*) usage ;;
esac
