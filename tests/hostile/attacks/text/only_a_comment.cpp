// expect: include
// nothing here
