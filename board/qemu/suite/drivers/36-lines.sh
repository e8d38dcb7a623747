# The power path's lines on a real chip: levels read back from the kernel, outside the program that sets them.

gpio_chip path GRID_RELAY SHUNT_COIL LAMP_R LAMP_G LAMP_B ESTOP_OK BREAKER_AUX COIL_OK RCM SECOND_RELAY
pin() { cat "$pins/sim_gpio$1/value"; }
outside() { echo "pull-$2" >"$pins/sim_gpio$1/pull"; }
is() { [ "$(pin "$1")" = "$2" ]; }
shows() { v2g fault list | grep -q "$1"; }

cat >/tmp/etc/v2g.yaml <<'END'
lines:
  grid_relay: GRID_RELAY
  second_grid_relay: SECOND_RELAY
  shunt_trip: SHUNT_COIL
  lamp_red: LAMP_R
  lamp_green: LAMP_G
  lamp_blue: LAMP_B
  emergency_loop_closed: ESTOP_OK
  breaker_open: BREAKER_AUX
  trip_coil_good: COIL_OK
  residual_current: RCM
grid_contactor:
  min_off: 2
END
printf 'enter_service:\n  delay: 2\n' >/tmp/etc/control-logic.yaml
outside 5 up
outside 7 up
if start_controller --etc /tmp/etc --cpu 1 --priority 80; then
  # What the pair's coils do until both have current, each state once: neither, one alone, the other alone, both.
  seen= last=
  for look in $(seq 1 2000); do
    read -r first <"$pins/sim_gpio0/value"; read -r second <"$pins/sim_gpio9/value"
    now=$first$second
    [ "$now" = "$last" ] || seen="$seen $now"
    last=$now
    [ "$now" = 11 ] && break
    usleep 10000
  done
  [ "${seen# 00}" = " 10 00 01 00 11" ]
  verdict $? "once service is entered each grid relay is tried alone, and then both have current" "$seen"
  check "nothing trips the breaker" '^0$' pin 1
  check "the self-test knows the lines" 'pass +emergency_loop' v2g post
  check "the trip coil is supervised" 'pass +trip_coil' v2g post

  # Three pulses of amber, then a pause: red and green together, never blue.
  v2g test led ground-fault --seconds 6 >/dev/null 2>&1 &
  lamp=$!
  usleep 300000
  pulses=0 was=0 torn=0 blue=0
  for look in $(seq 1 400); do
    read -r red <"$pins/sim_gpio2/value"; read -r green <"$pins/sim_gpio3/value"; read -r other <"$pins/sim_gpio4/value"
    [ "$red" = "$green" ] || torn=$((torn + 1))
    [ "$other" = 0 ] || blue=$((blue + 1))
    [ "$was" = 0 ] && [ "$red" = 1 ] && pulses=$((pulses + 1))
    was=$red
    usleep 10000
    [ -e /proc/$lamp ] || break
  done
  [ "$pulses" -ge 5 ] && [ "$pulses" -le 8 ] && [ "$blue" = 0 ] && [ "$torn" -le 4 ]
  verdict $? "amber, 3 pulses, on the lamp's lines" "$pulses pulses in two rounds, $torn reads between two colours, $blue blue"
  wait $lamp

  outside 5 down
  wait_for 5 is 0 0
  verdict $? "the loop of the emergency stop opens: the relay has no current" "$(pin 0)"
  check "0xC3 is named" '0xC3 Emergency Stop' v2g fault list
  check "and inhibits" 'EMERGENCY_STOP' v2g why
  wait_for 5 is 2 1
  verdict $? "red flashes" "$(pin 2)"
  outside 5 up
  wait_for 20 is 0 1
  verdict $? "closed again: service is entered anew" "$(pin 0)"

  outside 8 up
  wait_for 5 shows 0xC1
  verdict $? "residual current: 0xC1" "$(v2g fault list | head -1)"
  wait_for 5 is 0 0
  verdict $? "and the relay opens" "$(pin 0)"
  outside 8 down
  check "cleared by a person" 'none' v2g fault clear

  outside 6 up
  wait_for 5 shows 0xF7
  verdict $? "a breaker that opens is 0xF7" "$(v2g fault list | head -1)"
  kill -KILL "$(controller_pid)"
  wait "$v2g_pid" 2>/dev/null
fi
rm /tmp/etc/control-logic.yaml
