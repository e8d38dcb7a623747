# No converter and no plant inside: the controller senses by a meter on CAN and drives the inverter on the same bus. What is SIMULATED is
# at the far ends alone.

. /suite/inverter/frames

mkdir -p /tmp/metered/certs
sed 's/^  delay: 300 .*/  delay: 1/; s/^  ramp: 300 .*/  ramp: 1/' /etc/v2g/control-logic.yaml >/tmp/metered/control-logic.yaml
printf 'inverter:\n  driver: can\n  can_interface: can0\nmeter:\n  driver: can\n  can_interface: can0\n' >/tmp/metered/v2g.yaml
(umask 077; echo key >/tmp/metered/certs/private.key)

candump -L can1 >/tmp/wire 2>/dev/null &
wire=$!
(ulimit -s 256; export MALLOC_ARENA_MAX=1; exec v2g role controller --etc /tmp/metered --priority 80) >/tmp/v2g.log 2>&1 &
v2g_pid=$!
wait_for 60 sh -c "v2g status; [ \$? != 3 ] || [ ! -e /proc/$v2g_pid ]"
check "a board without a converter: nobody is heard yet" 'meter +can can0: never heard' v2g status
check "and no power without a meter that is heard" 'CONTROL_BUS' v2g why
v2g simulate inverter --can can1 --meter can1 --fault grid=94@12..22,meter-silence@25.. >/tmp/played 2>&1 &
played=$!
wait_for 30 sh -c "v2g status | grep -q 'inhibits   none'"
check "in service by the meter alone" 'inhibits +none' v2g status
check "it is heard whole" 'meter +can can0: heard [0-9]+ ms ago, 0.0 % lost, 0 bad' v2g status
check "nothing of it is SIMULATED here" '^0$' sh -c "v2g status | grep -c SIMULATED"
check "v2g meter shows its figures" '27[67]\.' v2g meter
wait_for 30 sh -c "grep -q 'fault at .* none' /tmp/played"
sag=$(when first sag)
between "first reading of a sag to 0.94 pu to the first vars commanded on the wire" 100 "$sag" "$(when var-after "$sag")"
check "the inverter on the bus gave what the curve asks for" '^(5[5-9]|6[0-9])[0-9][0-9]$' most_var
wait_for 30 sh -c "v2g status | grep -q 0x82"
silent=$(when last reading)
between "last reading of a silent meter to gates off" 110 "$silent" "$(when off-after "$silent")"
check "is 0x82, and the record names the meter" '0x82 Communication Timeout: meter not heard for 0\.10' v2g events
check "the loop allocated nothing meanwhile" ' 0 B allocated' v2g status
kill $v2g_pid
wait $v2g_pid
kill $played $wire
wait $played
