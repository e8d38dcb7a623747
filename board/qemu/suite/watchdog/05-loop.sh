# The hardware watchdog in the hands of the loop itself: fed on proof of progress, left armed by a death, and what the next start says.
# Three starts in one emulated board; /init begins anew after each reset.

words=/sys/fs/pstore/pmsg-ramoops-0
mkdir -p /tmp/etc
printf 'devices:\n  watchdog: /dev/watchdog\n  watchdog_timeout: 6\n  pmsg: /dev/pmsg0\n' >/tmp/etc/v2g.yaml
if [ ! -e $words ]; then
  start_controller --etc /tmp/etc
  sleep 15
  check "fed by the loop, it does not bite in 15 s of 6" 'started by power-on; watchdog 6 s, fed' v2g status
  stop_v2g
  sleep 10
  check "told to stop, the loop disarms it" '^inactive$' cat /sys/class/watchdog/watchdog0/state

  start_controller --etc /tmp/etc
  check "started again in order" 'started by (restart after a clean stop|power-on)' v2g status
  echo "        the controller is stopped as it runs"
  kill -STOP "$(controller_pid)"
  sleep 60
  failed "a stopped loop is bitten: nothing happened in 60 s"
elif ! grep -q 'charging, session 42' $words; then
  ok "a stopped loop is bitten: started again after $(cut -d' ' -f1 /proc/uptime) s"
  start_controller --etc /tmp/etc
  check "and says why" 'started by hardware watchdog' v2g status
  check "in the self-test too" 'warn +reset_cause +hardware watchdog' v2g post
  check "with what it said last" 'last words v2g armed' v2g status
  check "as a fault that a person acknowledges" '0xE2 Watchdog Reset' v2g status
  stop_v2g
fi
