// Runs a program under PR_SET_MDWE: no page writable and executable, none made executable later (MemoryDenyWriteExecute=yes is that).
// usage: mdwe PROGRAM [ARGUMENT …]     exit 98: this kernel has no MDWE; 99: it is not in force
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int count, char **words) {
  if (count < 2) return 2;
  if (prctl(65 /* PR_SET_MDWE */, 1 /* PR_MDWE_REFUSE_EXEC_GAIN */, 0, 0, 0) != 0) return 98;
  if (mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) return 99;
  execv(words[1], words + 1);
  perror(words[1]);
  return 127;
}
