# How late the control loop wakes, beside cyclictest: on an idle board, beside the board's other roles, beside a process that allocates.
# Prints lines "latency WHO LOAD n p50 p99 p99.9 p99.99 max" in nanoseconds.

# Enough for some records beyond p99.99 on the idle board, where they are cheap, and a few beside others.
idle_seconds=120 busy_seconds=40

# beside LOAD COMMAND …: alone (0), with the board's other roles (links), or with a neighbour of so many MB/s and 20 MB alive
beside() {
  load=$1 seconds=$busy_seconds
  shift
  case $load in
    0) seconds=$idle_seconds; "$@" ;;
    links) "$@" ;;
    *) neighbour "$load" 20 >/tmp/neighbour &
      neighbour_pid=$!
      sleep 2
      "$@"
      kill $neighbour_pid
      wait $neighbour_pid
      sed 's/^/        /' /tmp/neighbour ;;
  esac
}

cyclictest_run() {
  # The other roles need a controller to talk to: one without a priority, below them all.
  [ "$load" != links ] || start_v2g
  cyclictest --quiet --nsecs --mlockall --priority=80 --interval=1000 --duration="$seconds" --histogram=200000 >/tmp/cyclictest 2>&1
  [ "$load" != links ] || stop_v2g
  # Numbers with leading zeros are octal to this awk.
  sed 's/^0*\([0-9]\)/\1/; s/ 0*\([0-9]\)/ \1/g' /tmp/cyclictest | awk -v load="$load" '
    /^[0-9]/ { at[rows] = $1 + 0; count[rows++] = $2; n += $2 }
    /^# Max Latencies/ { max = $NF + 0 }
    /^# Histogram Overflows/ { n += $NF }
    function percentile(share,   i, seen) { for (i = 0; i < rows; i++) { seen += count[i]; if (seen >= share * n) return at[i] } return max }
    END { print "latency cyclictest", load, n, percentile(.5), percentile(.99), percentile(.999), percentile(.9999), max }'
}

v2g_run() {
  # Nobody else starts while it is measured: a whole v2g that asks for the status would be a neighbour itself. So the image is copied
  # and read afterwards.
  image=/run/v2g/controller.image
  rm -f $image
  if [ "$load" = links ]; then launch run --plain --priority 80; else launch role controller --priority 80; fi
  wait_for 60 test -e $image
  sleep "$seconds"
  mkdir -p /tmp/seen
  cp $image /tmp/seen/
  V2G_RUN_DIR=/tmp/seen v2g status --json >/tmp/status.json 2>&1
  stop_v2g
  printf 'latency v2g %s %s' "$load" "$(figure wake_ups /tmp/status.json)"
  for p in p50 p99 p999 p9999 max; do figure wake_up_${p}_us /tmp/status.json | awk '{ printf " %d", $1 * 1000 + 0.5 }'; done
  echo
  echo "        ticks $(figure ticks /tmp/status.json), worst $(figure worst_tick_us /tmp/status.json) us, periods missed $(figure overruns /tmp/status.json), $(figure resident_mib /tmp/status.json) MiB locked, collections $(figure collections /tmp/status.json)"
  check "v2g beside $load allocates nothing" '"allocated_bytes": 0\b' cat /tmp/status.json
}

for load in 0 links 20 200; do
  beside $load cyclictest_run
  beside $load v2g_run
done
