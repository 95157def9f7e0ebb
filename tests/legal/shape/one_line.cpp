#include <stratgen/strategy.hpp>
struct S:Strategy{Series m;void init(){m=sma(close,9);}void next(){if(close>m)buy();else position.close();}};STRATGEN_STRATEGY(S)