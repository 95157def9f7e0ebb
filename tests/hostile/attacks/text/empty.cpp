// expect: include

