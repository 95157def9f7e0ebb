/* STRATGEN_STRATEGY(Fake) in a comment; #include <vector>; goto; asm("x") ***/
// #define FOO 1
//////////////////////////////
/**
 * @brief Doc comment with unicode: Größe, 日本語, emoji 🚀, “quotes”
 */
#include <stratgen/strategy.hpp> // the include
/*!< trailing */ // nested /* not */ comment
struct A : Strategy { /* a */ /**/ Series /* mid */ s; // end
  void init(/* none */) { s = sma(/* series */ close, /* n = */ 10); } ///< doc
  void next() { const char c = '/'; (void)c; if (close > s /* && false */) buy(); else position.close(); } //! x
};
STRATGEN_STRATEGY(A) // done
/* trailing block */
// последняя строка
