# The gates' pulse train on a real line: edges while the loop runs and lets the gates switch, none as soon as it is stopped or killed.

gpio_chip gates GATE_ENABLE
level=$pins/sim_gpio0/value

# levels: both levels of the line that were seen in a while, as 0, 1 or 01
levels() {
  for look in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
    cat $level
    usleep 3100
  done | sort -u | tr -d '\n'
}

mkdir -p /tmp/etc
printf 'devices:\n  gate_enable: GATE_ENABLE\n' >/tmp/etc/v2g.yaml
if start_controller --etc /tmp/etc --cpu 1 --priority 80; then
  check "the loop holds its line" 'GATE_ENABLE.*v2g|v2g.*GATE_ENABLE' sh -c 'v2g hal list | grep GATE_ENABLE'
  wait_for 20 sh -c "v2g status | grep -q 'inhibits   none'"
  check "edges while power may flow" '^01$' levels
  loop=$(controller_pid)
  kill -STOP "$loop"
  usleep 20000
  check "stopped: no edge any more" '^(0|1)$' levels
  kill -CONT "$loop"
  wait_for 5 sh -c "v2g status | grep -q 'inhibits   none'"
  check "goes on: edges again" '^01$' levels
  kill -KILL "$loop"
  usleep 20000
  check "killed: no edge any more" '^(0|1)$' levels
  wait "$v2g_pid" 2>/dev/null
fi
printf 'devices:\n  gate_enable: NO_SUCH_LINE\n' >/tmp/etc/v2g.yaml
check "a line that is not there: refused by name" 'lines: .*NO_SUCH_LINE' v2g role controller --simulate --etc /tmp/etc
