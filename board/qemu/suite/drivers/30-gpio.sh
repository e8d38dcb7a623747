# A simulated GPIO chip with named lines: an output is seen from outside, an input follows from outside, an edge is told.

gpio_chip board FAN_EN SHUNT_TRIP ESTOP_N DOOR_N
outside=$pins
chip=${pins##*/}

check "lines have names" "$chip 1" gpiofind SHUNT_TRIP
gpioset --mode=signal "$chip" 1=1 &
holder=$!
wait_for 5 grep -q 1 $outside/sim_gpio1/value
verdict $? "SHUNT_TRIP set is seen outside" "$(cat $outside/sim_gpio1/value)"
kill $holder

echo pull-down >$outside/sim_gpio2/pull
check "ESTOP_N pulled down" '^0$' gpioget "$chip" 2
gpiomon --num-events=1 --rising-edge "$chip" 2 >/tmp/edge 2>&1 &
watcher=$!
pull() {
  echo pull-down >$outside/sim_gpio2/pull
  echo pull-up >$outside/sim_gpio2/pull
}
repeat 10 pull -- grep -q RISING /tmp/edge
verdict $? "its edge is told" "$(cat /tmp/edge)"
check "ESTOP_N pulled up" '^1$' gpioget "$chip" 2
kill $watcher 2>/dev/null
