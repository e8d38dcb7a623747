# The TPM answers raw commands by the kernel's resource manager.

# tpm COMMAND-BYTES: the answer in hexadecimal
tpm() {
  exec 3<>/dev/tpmrm0
  printf "$1" >&3
  dd bs=4096 count=1 <&3 2>/dev/null | xxd -p | tr -d '\n'
  exec 3>&-
}

# TPM2_GetRandom of 16 bytes: no sessions, 12 + 16 bytes come, response code 0, a count of 16.
random='\x80\x01\x00\x00\x00\x0c\x00\x00\x01\x7b\x00\x10'
check "16 random bytes" '^80010000001c000000000010[0-9a-f]{32}$' tpm "$random"
first=$(tpm "$random") second=$(tpm "$random")
[ "$first" != "$second" ]
verdict $? "and others the next time" "${second#80010000001c000000000010}"
# TPM2_GetCapability of the manufacturer (TPM_PT_MANUFACTURER).
check "manufacturer" '49424d00$' tpm '\x80\x01\x00\x00\x00\x16\x00\x00\x01\x7a\x00\x00\x00\x06\x00\x00\x01\x05\x00\x00\x00\x01'
