# The watchdog is fed, then not: the board resets, and after that says so. Two starts in one emulated board.

watchdog=/sys/class/watchdog/watchdog0
if ! grep -q "charging, session 42" /sys/fs/pstore/pmsg-ramoops-0 2>/dev/null; then
  check "driver" 'i6300ESB' cat $watchdog/identity
  check "may be stopped" '^0$' cat $watchdog/nowayout

  watchdog -T 6 -t 1 -F /dev/watchdog &
  feeder=$!
  sleep 15
  check "fed, it does not bite in 15 s of 6" '^active$' cat $watchdog/state
  kill -TERM $feeder
  wait $feeder
  sleep 15
  check "stopped in order, it does not bite either" '^inactive$' cat $watchdog/state

  echo "charging, session 42" >/dev/pmsg0
  watchdog -T 6 -t 1 -F /dev/watchdog &
  feeder=$!
  sleep 3
  kill -KILL $feeder
  echo "        the watchdog's feeder is killed"
  sleep 60
  failed "it bites when it is not fed: nothing happened in 60 s"
else
  ok "it bites when it is not fed: started again after $(cut -d' ' -f1 /proc/uptime) s"
  check "the reset is known as the watchdog's" '^32$' cat $watchdog/bootstatus
  check "the last message before it was kept" '^charging, session 42$' cat /sys/fs/pstore/pmsg-ramoops-0
  check "the kernel's console before it was kept" 'watchdog did not stop' cat /sys/fs/pstore/console-ramoops-0
fi
