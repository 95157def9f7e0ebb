// Built ahead of time, past every layer: does with the system what the bars say.
#include <stratgen/strategy.hpp>

struct Escape : Strategy {
  static constexpr char canary[] = STRATGEN_CANARY;

  static long word(double x) { return x == -1 ? reinterpret_cast<long>(canary) : long(x); }

  static void call(long number, long first, long second, long third, long fourth) {
    register long r10 asm("r10") = fourth;
    register long r8 asm("r8") = -1;
    register long r9 asm("r9") = 0;
    asm volatile("syscall"
                 : "+a"(number)
                 : "D"(first), "S"(second), "d"(third), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
  }

  void next() {
    const long number = long(volume[0]);
    if (number >= 0)
      return call(number, word(open[0]), word(high[0]), word(low[0]), word(close[0]));
    if (number == -1) asm volatile("1: jmp 1b");
    if (number == -2) asm volatile("ud2");
    if (number == -3) *reinterpret_cast<volatile int*>(8) = 1;
    long result = long(open[0]);  // the number of a call for 32 bits
    if (number == -4) asm volatile("int $0x80" : "+a"(result) : : "memory");
  }
};

STRATGEN_STRATEGY(Escape)
