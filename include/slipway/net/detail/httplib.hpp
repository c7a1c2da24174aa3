// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <httplib.h>

// The same in all sources of a program, or they disagree about the classes of cpp-httplib.
#ifndef CPPHTTPLIB_OPENSSL_SUPPORT
#error \
    "Slipway needs cpp-httplib with TLS: link slipway::slipway or a room of it (CMake, Meson), or compile with the flags of `pkg-config --cflags slipway`, among which is -DCPPHTTPLIB_OPENSSL_SUPPORT"
#endif
