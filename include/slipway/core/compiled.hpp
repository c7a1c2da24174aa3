// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// Stays out of the umbrella: it is for the library itself.

// The library is headers. Its long functions are defined in headers of their own, in the rooms'
// `detail`, and there are two ways to use them:
// - As it comes, the headers that declare them include them, and they are inline.
// - A program that links `slipway::compiled` gets them from there, compiled once, and its own
//   sources compile in a fraction of the time. That target defines SLIPWAY_COMPILED: for all
//   sources of a program or for none.
#ifdef SLIPWAY_COMPILED
/// Before a function that is declared in a public header, where it is defined in a `detail` header.
#define SLIPWAY_INLINE
#else
#define SLIPWAY_INLINE inline
#endif
