// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

namespace slipway {

/// The library's version. CMake and Meson read it from this line.
inline constexpr const char version[] = "0.1.0";

/// The Kubernetes release whose API the generated types and the API server follow.
inline constexpr const char kubernetes_version[] = "v1.35.0";

}  // namespace slipway
