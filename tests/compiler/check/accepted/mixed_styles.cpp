#include<stratgen/strategy.hpp>
struct Mixed:Strategy{int n{param("n",14)};double lvl=param("lvl",30.0,{10,50,5});Series r;
void init(){r=rsi(close,n);}
auto next()->void{if(r<lvl)buy();else if(r>100-lvl)position.close();}};
STRATGEN_STRATEGY(Mixed)