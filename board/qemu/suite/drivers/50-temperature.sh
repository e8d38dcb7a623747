# A temperature sensor's real driver on a simulated I2C bus.

check "I2C bus" '^$' insmod /lib/i2c-stub.ko chip_addr=0x48
bus=$(basename "$(dirname "$(grep -l stub /sys/bus/i2c/devices/i2c-*/name)")")
# The LM75's register 0 is big-endian in half degrees: 0x1980 is 25.5.
i2cset -y "${bus#i2c-}" 0x48 0 0x8019 w
echo lm75 0x48 >/sys/bus/i2c/devices/"$bus"/new_device
sensor=$(dirname "$(grep -l lm75 /sys/class/hwmon/*/name)")
check "25.5 degrees" '^25500$' cat "$sensor/temp1_input"
