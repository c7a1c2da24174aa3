// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

/// The only macros of the library. A project may set them from a header of its own, found as
/// `<slipway/ext/config.h>`.
#pragma once

#if __has_include(<slipway/ext/config.h>)
#include <slipway/ext/config.h>
#endif

/// `consteval` where the compiler can build aggregates of such fields. Clang before 15 dies on
/// them; there the same checks run when the definition is evaluated, which `run<...>` does at
/// compile time.
#ifndef SLIPWAY_CONSTEVAL
#if defined(__clang__) && __clang_major__ < 15
#define SLIPWAY_CONSTEVAL constexpr
#else
#define SLIPWAY_CONSTEVAL consteval
#ifdef __clang__
#define SLIPWAY_CLANG_REFUSES_LITERALS
#endif
#endif
#endif

/// What is evaluated although it may hold literals that Clang has refused where they stand, so that
/// it does not refuse them once more (`dsl/mistake.hpp`): operands of such a condition are folded,
/// that is they need a value and need not be constant expressions.
#ifdef SLIPWAY_CLANG_REFUSES_LITERALS
#define SLIPWAY_FOLDED(expression) (__builtin_constant_p(0) ? (expression) : (expression))
#else
#define SLIPWAY_FOLDED(expression) (expression)
#endif

/// How much of a definition is checked in one constant evaluation, where a small ConfigMap weighs
/// 1, a Deployment with two containers about 10 (`dsl/detail/weight.hpp`); and how many objects at
/// most. Clang allows 1,048,576 steps by default (`-fconstexpr-steps`), GCC 33,554,432 operations
/// (`-fconstexpr-ops-limit`); each evaluation starts anew.
#ifndef SLIPWAY_WEIGHT_PER_EVALUATION
#ifdef __clang__
#define SLIPWAY_WEIGHT_PER_EVALUATION 900
#else
#define SLIPWAY_WEIGHT_PER_EVALUATION 2250
#endif
#endif
#ifndef SLIPWAY_MOST_CONSTANT_OBJECTS
#ifdef __clang__
#define SLIPWAY_MOST_CONSTANT_OBJECTS 600
#else
#define SLIPWAY_MOST_CONSTANT_OBJECTS 1500
#endif
#endif

/// What is written of a definition with at most so many objects is recorded when it is compiled; of
/// larger ones, it is made when the program starts. With 0 none is recorded: a definition is only
/// checked then, which takes compilers less time.
#ifndef SLIPWAY_MOST_RECORDED_OBJECTS
#ifdef __clang__
#define SLIPWAY_MOST_RECORDED_OBJECTS 300
#else
#define SLIPWAY_MOST_RECORDED_OBJECTS 1500
#endif
#endif
