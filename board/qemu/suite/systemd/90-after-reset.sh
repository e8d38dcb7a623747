# The start after the watchdog's reset: the controller knows why.

# The loop itself stops feeding when it was late for a second: that happens where the host is busy.
grep -q 'suite: third crash' /sys/fs/pstore/console-ramoops-0
verdict $? "crash 3: the hardware watchdog reset the board, and not before" "last words: $(tail -n 1 /sys/fs/pstore/pmsg-ramoops-0)"
check "the reset is known as the watchdog's" '^32$' cat /sys/class/watchdog/watchdog0/bootstatus
wait_for 30 sh -c 'v2g status; [ $? != 3 ]'
v2g status >/run/status.txt 2>&1
check "the controller says so" 'started by hardware watchdog' cat /run/status.txt
check "and what was said before" 'last words' cat /run/status.txt
wait_for 20 sh -c 'dmesg | grep -q "v2g inverter"'
check "a fault of the hardware stands in the kernel's log, by way of the recorder's standard error" 'v2g inverter: 0xE2' sh -c 'dmesg | grep -i inverter'
systemctl stop $controller
check "stopped in order, it stops the watchdog too" '^inactive$' cat /sys/class/watchdog/watchdog0/state
