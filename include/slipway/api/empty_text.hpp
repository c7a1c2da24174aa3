// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace slipway::api {

/// Whether `""` in this field of Kubernetes' own kinds means that there is none, where a field that
/// is left out means the cluster's default. In all others both mean the same.
constexpr bool empty_text_means_none(std::string_view field) {
    return field == "storageClassName" || field == "ingressClassName";
}

}  // namespace slipway::api
