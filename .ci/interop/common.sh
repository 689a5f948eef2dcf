# Shared by the scripts of this directory; sourced, not run.
#
# Every script starts one private server from its Debian package, on loopback, in a directory of its own:
#   X.sh check                 exit 0 if it can run here; else one line that says what to install, exit 3
#   X.sh start DIR PORT …      returns when the server answers; a second start of a running one is an error
#   X.sh stop DIR              ends that server and nothing else
# Started by root, a server runs as the user of its package. DIR must be reachable by that user.

# need PROGRAM PACKAGES…: leaves with status 3 and a line about the packages if the program is missing
need() {
  local program=$1
  shift
  command -v "$program" >/dev/null 2>&1 || [ -x "$program" ] || {
    echo "$(basename "$0" .sh): $program is missing; install it with: apt-get install -y --no-install-recommends $*"
    exit 3
  }
}

# own USER DIR…: makes the directories; root gives them to the user
own() {
  local user=$1
  shift
  mkdir -p "$@"
  if [ "$(id -u)" = 0 ]; then chown "$user" "$@"; fi
}

# become USER: sets the array "as", to stand before a command; empty unless we are root
as=()
become() {
  if [ "$(id -u)" = 0 ]; then as=(setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups --); fi
}

running() { [ -s "$1/pid" ] && kill -0 "$(cat "$1/pid")" 2>/dev/null; }

# daemon DIR COMMAND…: starts it in the background and notes its process id in DIR/pid
daemon() {
  local dir=$1
  shift
  if running "$dir"; then
    echo "$(basename "$0" .sh): already running in $dir"
    exit 1
  fi
  setsid "$@" >"$dir/stdout" 2>&1 </dev/null &
  echo $! >"$dir/pid"
}

# await DIR COMMAND…: waits up to a minute until the command succeeds; shows the logs if the server ends before
await() {
  local dir=$1 i
  shift
  for ((i = 0; i < 600; i++)); do
    "$@" >/dev/null 2>&1 && return 0
    running "$dir" || break
    sleep 0.1
  done
  echo "$(basename "$0" .sh): no answer; its last words:"
  tail -n 20 "$dir/stdout" "$dir"/*.log "$dir"/log/* 2>/dev/null || true
  exit 1
}

# stop DIR [SIGNAL]: asks it to end and waits up to a minute
stop() {
  local dir=$1 signal=${2:-TERM} i
  running "$dir" || return 0
  kill -s "$signal" "$(cat "$dir/pid")"
  for ((i = 0; i < 600; i++)); do
    running "$dir" || { rm -f "$dir/pid"; return 0; }
    sleep 0.1
  done
  echo "$(basename "$0" .sh): process $(cat "$dir/pid") does not end"
  exit 1
}

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' "$0"
  exit 2
}
