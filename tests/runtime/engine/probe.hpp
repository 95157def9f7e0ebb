// How small strategies in tests tell what they saw. Plain, for a strategy's source may include no
// standard header.
#pragma once

namespace stratgen::abi {
struct Frame;
}

namespace probe {

// Appended to the notes of the run on this thread.
void note(double value);

struct NamedStrategy {
  const char* name;
  void (*entry)(stratgen::abi::Frame*);
};

// The strategy of this name, in the file that its tests are about.
const NamedStrategy* find_bad_use(const char* name);
const NamedStrategy* find_api_use(const char* name);
const NamedStrategy* find_faulty(const char* name);

inline const NamedStrategy* find(const NamedStrategy* list, int count, const char* name) {
  for (int i = 0; i < count; ++i) {
    if (__builtin_strcmp(list[i].name, name) == 0) return &list[i];
  }
  return nullptr;
}

}  // namespace probe
