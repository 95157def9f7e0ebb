// Strategies that do what machines refuse. Compiled ahead of time, so nothing but the signal belt
// stands between them and the process. Sanitizers are off: they would find it first.
#include <stratgen/strategy.hpp>

#include "tests/runtime/engine/probe.hpp"

#define STRATGEN_NO_SANITIZER __attribute__((no_sanitize("address", "undefined", "thread")))

namespace {

int* volatile nowhere = nullptr;
int volatile zero = 0;

struct ReadsNowhere : Strategy {
  STRATGEN_NO_SANITIZER void next() { probe::note(*nowhere); }
};
struct WritesNowhere : Strategy {
  STRATGEN_NO_SANITIZER void next() {
    if (bar_index() == 3) *nowhere = 3;
  }
};
struct CallsNowhere : Strategy {
  STRATGEN_NO_SANITIZER void next() { reinterpret_cast<void (*)()>(nowhere)(); }
};
struct FaultsInInit : Strategy {
  STRATGEN_NO_SANITIZER void init() { *nowhere = 3; }
  void next() {}
};
struct CopiesFromNowhere : Strategy {
  char to[4096];
  STRATGEN_NO_SANITIZER void next() {
    __builtin_memcpy(to, nowhere + 16, static_cast<unsigned long>(4096 - zero));
    probe::note(to[5]);
  }
};
struct Divides : Strategy {
  STRATGEN_NO_SANITIZER void next() { probe::note(bar_index() / zero); }
};
struct BadInstruction : Strategy {
  void next() { asm volatile("ud2"); }
};
struct Breakpoint : Strategy {
  void next() { asm volatile("int3"); }
};

// Handles that no broker made: to nothing, to where no state can be, to where nothing is.
template <unsigned long address>
const auto* const order_at = reinterpret_cast<const stratgen::abi::OrderState*>(address);
template <unsigned long address>
const auto* const trade_at = reinterpret_cast<const stratgen::abi::TradeState*>(address);
constexpr unsigned long odd = 0x1001, unmapped = 0x1000;

template <unsigned long address>
struct Cancels : Strategy {
  void next() { sg_cancel(engine_->frame, order_at<address>); }
};
template <unsigned long address>
struct ClosesTrade : Strategy {
  void next() { sg_close_trade(engine_->frame, trade_at<address>, 1); }
};
template <unsigned long address>
struct SetsStop : Strategy {
  void next() { sg_set_sl(engine_->frame, trade_at<address>, 1); }
};
template <unsigned long address>
struct SetsTarget : Strategy {
  void next() { sg_set_tp(engine_->frame, trade_at<address>, 1); }
};

// As deep as the stack goes.
STRATGEN_NO_SANITIZER double descend(int n) {
  volatile double room[64];
  room[n & 63] = n;
  return n < 0 ? 0 : descend(n + 1) + room[n & 63];
}
struct Descends : Strategy {
  void next() { probe::note(descend(1)); }
};

struct Orders : Strategy {
  void next() {
    if (!position) buy();
  }
};

#define STRATEGY(Name) {#Name, stratgen::detail::run<Name>}
constexpr probe::NamedStrategy strategies[] = {
    STRATEGY(ReadsNowhere),      STRATEGY(WritesNowhere),
    STRATEGY(CallsNowhere),      STRATEGY(FaultsInInit),
    STRATEGY(CopiesFromNowhere), STRATEGY(Divides),
    STRATEGY(BadInstruction),    STRATEGY(Breakpoint),
    STRATEGY(Descends),          STRATEGY(Orders),
    STRATEGY(Cancels<0>),        STRATEGY(Cancels<odd>),
    STRATEGY(Cancels<unmapped>), STRATEGY(ClosesTrade<0>),
    STRATEGY(ClosesTrade<odd>),  STRATEGY(SetsStop<0>),
    STRATEGY(SetsStop<odd>),     STRATEGY(SetsTarget<0>),
    STRATEGY(SetsTarget<odd>)};
#undef STRATEGY

}  // namespace

const probe::NamedStrategy* probe::find_faulty(const char* name) {
  return find(strategies, sizeof strategies / sizeof *strategies, name);
}
