# An over-voltage on the same cards: how long after it the frame that takes the gates away is on the wire.

. /suite/inverter/frames

candump -L can1 >/tmp/wire 2>/dev/null &
wire=$!
v2g simulate inverter --can can1 >/tmp/played 2>&1 &
played=$!
if start_controller --etc /tmp/inverter --priority 80 --power -0.3; then
  wait_for 30 sh -c "v2g status | grep -q 'inhibits   none'"
  sleep 1
  v2g-testing-tool --simulate-sag 1.2 --duration 3 --energised --yes --json >/tmp/swell 2>&1
  asked=$(figure asked_unix_s /tmp/swell)
  # Clearing time of OV2, and what one request and the measuring window take.
  between "1.2 pu, asked for to gates off on the wire" 260 "$asked" "$(when off-after "$asked")"
  check "is 0xF4" '0xF4 Over-Voltage Protection Trip' v2g fault list
  check "why names it" 'TRIPPED|ENTER_SERVICE_DELAY|GRID_OUTSIDE_WINDOW' v2g why
  check "and it is an event" '0xF4 Over-Voltage Protection Trip' v2g events
  stop_v2g
fi
kill $wire $played
wait $played
