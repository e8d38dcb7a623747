# The control pilot: its pulse by a PWM of the kernel's, on a line of the machine's chip; its level from the dummy converter, whose figure stands still.

check "a PWM is listed" '^pwm ' v2g hal list
# A file of its own beside the others.
mkdir -p /tmp/pilot
cp /etc/v2g/control-logic.yaml /tmp/pilot/
mkdir /sys/kernel/config/iio/devices/dummy/pilot
adc=$(grep -l pilot /sys/bus/iio/devices/iio:device*/name | head -1)
adc=${adc%/name}
# (73 + 7) * 0.001333 mV and 6 V of offset: a vehicle that asks for power.
printf 'pilot:\n  pwm: %s/0\n  high: %s/in_voltage0\n  offset: 6\n' "$(basename /sys/class/pwm/pwmchip*)" "${adc##*/}" >/tmp/pilot/v2g.yaml
if start_controller --etc /tmp/pilot --priority 80 --links vehicle-link; then
  v2g role vehicle-link --simulate >/tmp/vehicle.log 2>&1 &
  vehicle=$!
  wait_for 20 sh -c "v2g post | grep -q 'pilot .* C, 6.0 V'"
  check "the level is a state" 'pass +pilot +C, 6\.0 V' v2g post
  pwm=$(ls -d /sys/class/pwm/pwmchip*/pwm0)
  wait_for 10 grep -q "^50000" "$pwm/duty_cycle"
  check "5 % of 1 ms: communication is offered" '^50000$' cat "$pwm/duty_cycle"
  check "at 1 kHz" '^1000000$' cat "$pwm/period"
  check "and the kernel pulses" '^1$' cat "$pwm/enable"
  kill -STOP $vehicle
  wait_for 10 grep -q 1000000 "$pwm/duty_cycle"
  check "the link is stopped: steady +12 V" '^1000000$' cat "$pwm/duty_cycle"
  kill -CONT $vehicle
  kill $vehicle
  check "the loop allocated nothing meanwhile" ' 0 B allocated' v2g status
  stop_v2g
  check "stopped in order: not available" '^0$' cat "$pwm/duty_cycle"
fi
# The same channel as a socket's contact: 0.1 mV below its pull-up is a short circuit.
printf '  proximity: %s/in_voltage0\n' "${adc##*/}" >>/tmp/pilot/v2g.yaml
if start_controller --etc /tmp/pilot --priority 80 --links vehicle-link; then
  v2g role vehicle-link --simulate >/tmp/vehicle.log 2>&1 &
  vehicle=$!
  wait_for 20 sh -c "v2g fault list | grep -q 0xC5"
  check "a shorted proximity contact is 0xC5" '0xC5 Cable Not Recognised' v2g fault list
  check "and an item of the self-test" 'fail +proximity +0 Ω' v2g post
  check "the pilot still asks for power" 'pass +pilot +C, 6\.0 V' v2g post
  wait_for 20 sh -c "v2g why | grep -q VEHICLE_CONTACTOR"
  check "none flows through a cable that nobody knows" 'VEHICLE_CONTACTOR' v2g why
  check "the station is not available" '^0$' cat "$pwm/duty_cycle"
  kill $vehicle
  stop_v2g
fi
rmdir /sys/kernel/config/iio/devices/dummy/pilot
