# The controller and a played inverter (`v2g simulate inverter`) on two CAN cards that share one bus. Times are those of the frames, as the
# kernel stamped them; on virtual time the host's load is not in them.

. /suite/inverter/frames

for card in can0 can1; do
  ip link set $card type can bitrate 500000 && ip link set $card up
done
mkdir -p /tmp/inverter
cp /etc/v2g/control-logic.yaml /tmp/inverter/
printf 'inverter:\n  driver: can\n  can_interface: can0\n' >/tmp/inverter/v2g.yaml

candump -L can1 >/tmp/wire 2>/dev/null &
wire=$!
if start_controller --etc /tmp/inverter --priority 80 --power -0.3; then
  check "the status names the driver; nobody is there yet" 'inverter +can can0: never heard' v2g status
  check "no power without an inverter that is heard" 'CONTROL_BUS' v2g why
  v2g simulate inverter --can can1 >/tmp/played 2>&1 &
  played=$!
  wait_for 30 sh -c "v2g status | grep -q 'inhibits   none'"
  check "an inverter that starts later is waited for: power may flow" 'inhibits +none' v2g status
  sleep 2
  between "first report to gates on" 2000 "$(when first report)" "$(when first gates-on)"
  between "gates on to power reported" 200 "$(when first gates-on)" "$(when first power)"
  check "the inverter is told what the controller wants" 'commanded P -6[56][0-9][0-9] W.*gates on' tail -1 /tmp/played
  check "the card's bit rate and state are told" 'can0 .*bitrate=500000.*state=ErrorActive' v2g hal list
  check "no frame was bad, none lost" 'heard [0-9]+ ms ago, 0.0 % lost, 0 bad' v2g status
  check "commands every 10 ms" '^(9[5-9]|10[0-5])$' count_commands 1

  v2g-testing-tool --simulate-sag 0.94 --duration 8 --energised --yes --json >/tmp/sag 2>&1
  asked=$(figure asked_unix_s /tmp/sag)
  between "a sag to 0.94 pu, asked for to commanded on the wire" 100 "$asked" "$(when var-after "$asked")"
  echo "        commands on the wire were at most $(widest_gap) ms apart"
  check "the inverter on the bus gave what was commanded" '^[3-9][0-9][0-9][0-9]$' most_var

  echo "        the inverter is stopped as it runs"
  kill -STOP $played
  wait_for 10 sh -c "v2g status | grep -q 0x82"
  check "a silent inverter is 0x82" '0x82 Communication Timeout' v2g status
  silent=$(when last report)
  between "last report to gates off" 110 "$silent" "$(when off-after "$silent")"
  kill -CONT $played
  sleep 2
  check "it is heard again" 'inverter +can can0: heard [0-9]+ ms ago, 0.0 % lost' v2g status
  check "communication is back, power is not" 'CONTROL_BUS' v2g why
  check "no gates since" '^0$' gates_since "$silent" 120
  check "and the inverter gives none" 'gives P 0 W, Q 0 var' tail -1 /tmp/played

  check "the loop allocated nothing meanwhile" ' 0 B allocated' v2g status
  kill $played
  wait $played
  stop_v2g
fi
kill $wire
