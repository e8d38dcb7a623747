# How late the control loop wakes, beside cyclictest, on an idle board and beside a process that allocates.
# Prints lines "latency WHO LOAD n p50 p99 p99.9 p99.99 max" in nanoseconds.

seconds=20
grep -q v2g.seconds= /proc/cmdline && seconds=$(sed -n 's/.*v2g\.seconds=\([0-9]*\).*/\1/p' /proc/cmdline)

# beside LOAD COMMAND …: with a neighbour of so many MB/s and 20 MB alive
beside() {
  load=$1
  shift
  [ "$load" = 0 ] || { neighbour "$load" 20 $((seconds + 8)) >/tmp/neighbour & neighbour_pid=$!; sleep 2; }
  "$@"
  [ "$load" = 0 ] || { wait $neighbour_pid; sed 's/^/        /' /tmp/neighbour; }
}

cyclictest_run() {
  cyclictest --quiet --nsecs --mlockall --priority=80 --interval=1000 --duration="$seconds" --histogram=200000 >/tmp/cyclictest 2>&1
  # Numbers with leading zeros are octal to this awk.
  sed 's/^0*\([0-9]\)/\1/; s/ 0*\([0-9]\)/ \1/g' /tmp/cyclictest | awk -v load="$load" '
    /^[0-9]/ { at[rows] = $1 + 0; count[rows++] = $2; n += $2 }
    /^# Max Latencies/ { max = $NF + 0 }
    /^# Histogram Overflows/ { n += $NF }
    function percentile(share,   i, seen) { for (i = 0; i < rows; i++) { seen += count[i]; if (seen >= share * n) return at[i] } return max }
    END { print "latency cyclictest", load, n, percentile(.5), percentile(.99), percentile(.999), percentile(.9999), max }'
}

v2g_run() {
  start_v2g --priority 80 || return
  sleep "$seconds"
  v2g status --json >/tmp/status.json
  stop_v2g
  printf 'latency v2g %s %s' "$load" "$(figure wake_ups /tmp/status.json)"
  for p in p50 p99 p999 p9999 max; do figure wake_up_${p}_us /tmp/status.json | awk '{ printf " %d", $1 * 1000 + 0.5 }'; done
  echo
  echo "        ticks $(figure ticks /tmp/status.json), worst $(figure worst_tick_us /tmp/status.json) us, periods missed $(figure overruns /tmp/status.json), collections $(figure collections /tmp/status.json)"
  check "v2g beside $load MB/s allocates nothing" '"allocated_bytes": 0\b' cat /tmp/status.json
}

for load in 0 20 200; do
  beside $load cyclictest_run
  beside $load v2g_run
done
