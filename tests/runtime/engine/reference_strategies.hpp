// The strategies whose runs of backtesting.py were recorded, written from the pseudo-code in the
// files.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace reference {

using Entry = void (*)(stratgen::abi::Frame*);

// Of the case with this number: the 5 of "p05_brackets_spread". None for the random scripts, 22
// to 25.
Entry strategy_of_case(int number);

}  // namespace reference
