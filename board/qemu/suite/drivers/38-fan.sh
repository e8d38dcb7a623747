# A fan on a switched line with a tachometer, by the kernel's line requests: levels read back outside the program.

gpio_chip fans FAN_A TACH_A
fan_is() { grep -q "$1" "$pins/sim_gpio0/value"; }
turn() {
  while :; do
    echo pull-up >"$pins/sim_gpio1/pull"
    echo pull-down >"$pins/sim_gpio1/pull"
    usleep 5000
  done
}

mkdir -p /tmp/fans
printf 'fans:\n  switch: FAN_A\n  tachometer: TACH_A\n' >/tmp/fans/v2g.yaml
turn &
turning=$!
v2g role fan-controller --etc /tmp/fans >/tmp/fan.log 2>&1 &
fan=$!
wait_for 20 fan_is 1
verdict $? "the fan is on from the start" "$(cat "$pins/sim_gpio0/value")"
check "the line is the fan controller's" 'FAN_A.*output' gpioinfo
if start_controller --etc /tmp/fans; then
  wait_for 30 fan_is 0
  verdict $? "cool, and its full speed known: off" "$(cat "$pins/sim_gpio0/value")"
  check "it turns as it is told" '^0$' sh -c 'grep -c slower /tmp/fan.log'
  kill -KILL "$v2g_pid"
  killed=$(cut -d' ' -f1 /proc/uptime)
  wait_for 10 fan_is 1
  verdict $? "the controller is killed: on" "after $(echo "$killed $(cut -d' ' -f1 /proc/uptime)" | awk '{ printf "%.1f s, limit 2", $2 - $1 }')"
  wait "$v2g_pid"
  rm -f /run/v2g/controller.image
fi
kill $turning
wait_for 20 grep -q 'FAN_A: slower than told' /tmp/fan.log
check "it stands though it is told to turn" 'FAN_A: slower than told' cat /tmp/fan.log
kill $fan
wait $fan
