# The controller without --simulate on a converter of the kernel's. The dummy's signal stands still, which no real converter's does:
# it must be told as 0x91, and nothing may be called SIMULATED.

grep -qs sensed /sys/bus/iio/devices/iio:device*/name || mkdir /sys/kernel/config/iio/devices/dummy/sensed
[ -d /sys/kernel/config/iio/triggers/hrtimer/sensing ] || mkdir /sys/kernel/config/iio/triggers/hrtimer/sensing
mkdir -p /tmp/sensing
cat >/tmp/sensing/v2g.yaml <<'YAML'
site:
  phases: 1
  nominal_voltage: 240
devices:
  samples: sensed
  sample_trigger: sensing
  sample_rate: 1000 Hz
  sample_channels: in_voltage0,in_voltage1-voltage2
YAML

check "no device to sense with" 'v2g.yaml: devices.samples names no IIO device' v2g role controller
# As its unit starts it.
(ulimit -s 256 && MALLOC_ARENA_MAX=1 exec v2g role controller --etc /tmp/sensing) >/tmp/sensing.log 2>&1 &
controller=$!
wait_for 60 sh -c "v2g status --json | grep -q 0x91 || [ ! -e /proc/$controller ]"
v2g status --json >/tmp/sensing.json
v2g status | sed 's/^/        /'
check "a converter that stands still is 0x91" '"code": *"0x91"' cat /tmp/sensing.json
check "a board's own samples are not SIMULATED" '"simulated": *false' cat /tmp/sensing.json
check "the watch names it" '"verdict": *"(stuck|lost)"' cat /tmp/sensing.json
check "no power without an inverter" 'NO_INVERTER' v2g why
v2g why >/tmp/sensing.why
for name in UNCALIBRATED NO_CERT NO_CURVE; do check "a fresh board lacks it, and says so" "$name" cat /tmp/sensing.why; done
check "the loop allocates nothing" '"allocated_bytes": *0,' cat /tmp/sensing.json
check "it takes what real time it needs by itself" '"rt": *"ok"' cat /tmp/sensing.json
kill "$controller"
wait "$controller"
check "the capture is stopped" '^0$' cat "$(dirname "$(grep -l sensed /sys/bus/iio/devices/iio:device*/name)")/buffer/enable"

cp /etc/v2g/control-logic.yaml /tmp/sensing/
# The same by `run`, with all roles; and then the converter goes away under it.
v2g run --plain --etc /tmp/sensing >/tmp/sensing.log 2>&1 &
board=$!
wait_for 60 sh -c "v2g status --json | grep -q stuck || [ ! -e /proc/$board ]"
check "links of a real board: no car, no uplink" '^links +vehicle-link .*grid-link' v2g status
rmdir /sys/kernel/config/iio/devices/dummy/sensed
wait_for 10 sh -c 'v2g status | grep -q "^samples  *lost"'
check "a converter that goes away is lost, the loop lives" '^samples +lost' v2g status
check "and still 0x91" '^fault +0x91 Sensor Plausibility$' v2g status
check "nowhere SIMULATED" '^0$' grep -c SIMULATED /tmp/sensing.log
kill "$board"
wait "$board"
