#include "compiler/inspect/instrument.hpp"

#include <doctest/doctest.h>

using namespace stratgen;
