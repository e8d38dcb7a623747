# A simulated converter, sampled on a timer's trigger into a buffer. Its signal stands still.

mkdir /sys/kernel/config/iio/devices/dummy/adc /sys/kernel/config/iio/triggers/hrtimer/millisecond
adc=$(dirname "$(grep -l adc /sys/bus/iio/devices/iio:device*/name)")
trigger=$(dirname "$(grep -l millisecond /sys/bus/iio/devices/trigger*/name)")
check "one sample" '^[0-9]+$' cat "$adc/in_voltage0_raw"

echo 1000 >"$trigger/sampling_frequency"
echo millisecond >"$adc/trigger/current_trigger"
for channel in in_voltage0 in_voltage1-voltage2 in_timestamp; do echo 1 >"$adc/scan_elements/${channel}_en"; done
echo 256 >"$adc/buffer/length"
echo 1 >"$adc/buffer/enable"
# A scan: 16 bits, 16 bits, and the time in eight bytes of its own.
timeout 10 dd if=/dev/"$(basename "$adc")" of=/tmp/scans bs=16 count=100 2>/dev/null
echo 0 >"$adc/buffer/enable"
check "100 scans by a trigger of 1 kHz" '^1600$' stat -c %s /tmp/scans
