# What every topic of a suite uses; sourced by /init. A check ends in one line: "ok    NAME …" or "FAILED NAME …".

# The shell would take busybox's own, which know no CAN and no queues.
ip() { /usr/bin/ip "$@"; }
tc() { /usr/bin/tc "$@"; }

ok() { echo "ok    $*"; }
failed() { echo "FAILED $*"; }

# verdict $? NAME DETAIL: of the command just before it. The code is handed over: by the time the function runs, that of a command in
# DETAIL has taken its place.
verdict() {
  case $1 in
    0) ok "$2: $3" ;;
    *) failed "$2: $3" ;;
  esac
}

# gpio_chip NAME LINE …: a simulated chip with these lines; sets pins: where each is seen, and pulled, from outside (sim_gpio0 …)
gpio_chip() {
  chip=/sys/kernel/config/gpio-sim/$1
  shift
  mkdir -p "$chip/bank"
  echo $# >"$chip/bank/num_lines"
  line=0
  for name in "$@"; do
    mkdir -p "$chip/bank/line$line"
    echo "$name" >"$chip/bank/line$line/name"
    line=$((line + 1))
  done
  echo 1 >"$chip/live"
  pins=/sys/devices/platform/$(cat "$chip/dev_name")/$(cat "$chip/bank/chip_name")
}

# check NAME PATTERN COMMAND …: what the command says, on either channel, must match the extended expression
check() {
  name=$1 pattern=$2
  shift 2
  said=$("$@" 2>&1 </dev/null)
  if printf '%s\n' "$said" | grep -Eq -- "$pattern"; then
    ok "$name: $(printf '%s\n' "$said" | grep -E -m 1 -- "$pattern")"
  else
    failed "$name: expected /$pattern/, got: $(printf '%s\n' "$said" | head -5 | tr '\n' '|')"
  fi
}

# wait_for SECONDS COMMAND …: until the command succeeds
wait_for() {
  left=$(($1 * 10))
  shift
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    usleep 100000
  done
}

# repeat TIMES COMMAND … -- UNTIL …: at most so often, a second apart, until the second command succeeds. For what nobody may hear yet.
repeat() {
  times=$1 command=
  shift
  while [ "$1" != -- ]; do
    command="$command '$1'"
    shift
  done
  shift
  while [ "$times" -gt 0 ]; do
    eval "$command" >/dev/null 2>&1
    wait_for 1 "$@" && return 0
    times=$((times - 1))
  done
  return 1
}

# figure NAME FILE: a number of v2g's JSON
figure() { sed -n 's/.*"'"$1"'": *\([-0-9.e+]*\).*/\1/p' "$2" | head -1; }

# start_v2g OPTIONS …: all roles in the background, up and answering; start_controller: that role alone; stop_v2g ends either
start_v2g() { start run --plain "$@"; }
start_controller() { start role controller "$@"; }
start() {
  launch "$@"
  # Answering, or dead.
  wait_for 60 sh -c "v2g status; [ \$? != 3 ] || [ ! -e /proc/$v2g_pid ]"
  [ -e /proc/$v2g_pid ] || { failed "v2g runs: $(tail -3 /tmp/v2g.log | tr '\n' '|')"; return 1; }
}
launch() {
  # The stacks that the units give: locked memory holds them whole.
  (ulimit -s 256; export MALLOC_ARENA_MAX=1; exec v2g "$1" $2 --simulate --script steady $(shift 2; echo "$@")) >/tmp/v2g.log 2>&1 &
  v2g_pid=$!
}
stop_v2g() {
  kill "$v2g_pid"
  wait "$v2g_pid"
}

# link_pid NAME, link_present NAME: of a role, as the controller knows it
link_json() { v2g status --json | tr -d ' \n' | sed -n "s/.*{\"name\":\"$1\",\([^}]*\)}.*/\1/p"; }
link_pid() { link_json "$1" | sed -n 's/.*"process_id":\([0-9]*\).*/\1/p'; }
link_present() { link_json "$1" | grep -q '"present":true'; }

# controller_pid: the process that has the loop's thread
controller_pid() {
  for task in /proc/[0-9]*/task/*; do
    [ "$(cat "$task/comm" 2>/dev/null)" = control ] || continue
    task=${task#/proc/}
    echo "${task%%/*}"
    return
  done
}
