// Signals as plain data, for strategies that do what a script says.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace signal_script {

// Bit 0 to 3 of a bar: long_entry, long_exit, short_entry, short_exit.
struct Script {
  const unsigned char* bars;
  int warmup;
  double size, stop_loss, take_profit;
};

// The script that the strategies below follow on this thread.
extern thread_local const Script* script;

}  // namespace signal_script

void all_four_signals(stratgen::abi::Frame* frame);
void long_signals(stratgen::abi::Frame* frame);       // long_entry and long_exit
void reversing_signals(stratgen::abi::Frame* frame);  // the two entries
void four_signals_in_next(
    stratgen::abi::Frame* frame);  // all four, as the contract spells them out
