#include <stratgen/strategy.hpp>
// Größe × Preis — “Ein­stieg” 買い 🚀 ‮
/* été, naïve, Ω, ∑ᵢ xᵢ² */
struct S : Strategy { void next() { if (close > open) buy(); } };
STRATGEN_STRATEGY(S)
