// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace slipway::dsl::detail {

/// An image without tag and digest. A colon before the last slash is of the registry's port.
constexpr std::string_view untagged(std::string_view image) {
    image = image.substr(0, image.find('@'));
    const std::size_t slash = image.rfind('/'), colon = image.rfind(':');
    return colon != image.npos && (slash == image.npos || colon > slash) ? image.substr(0, colon)
                                                                         : image;
}
/// Without the registry too: `shop/web`.
constexpr std::string_view repository_of(std::string_view image) {
    image = untagged(image);
    const std::size_t slash = image.find('/');
    const bool has_host =
        slash != image.npos && image.substr(0, slash).find_first_of(".:") != image.npos;
    return has_host ? image.substr(slash + 1) : image;
}

}  // namespace slipway::dsl::detail
