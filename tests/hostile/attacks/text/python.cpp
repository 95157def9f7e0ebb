// expect: include
class S(Strategy):
    def next(self):
        self.buy()
