// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/core/clock.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/apply_change.hpp>
#include <slipway/engine/import_image.hpp>

namespace slipway::engine {

SLIPWAY_INLINE runtime::image import_image(images& all, const oci::byte_source& archive,
                                           const import_options& options) {
    oci::image_config config;
    config.platform = options.platform.value_or(oci::host_platform());
    for (const std::string& change : options.changes) detail::apply_change(config, change);
    config.created = core::rfc3339(core::system_time().wall());
    config.history = {{.created = config.created, .comment = options.comment}};
    return all.import(archive, std::move(config), options.name);
}

}  // namespace slipway::engine
