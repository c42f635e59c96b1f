/* What every unit test includes: cmocka wants these four before it. */
#ifndef OFLOG_TESTS_UNIT_UNIT_H
#define OFLOG_TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
