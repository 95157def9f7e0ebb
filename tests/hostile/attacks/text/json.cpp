// expect: include
{"code": "struct S : Strategy {};"}
