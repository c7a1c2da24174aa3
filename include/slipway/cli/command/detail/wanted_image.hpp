// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/cli/command/detail/platform_option.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/oci/reference.hpp>

namespace slipway::cli::command::detail {

/// Brings an image that is not here, or is and may have changed.
using image_source = runtime::image (*)(session&, const arguments&, const oci::reference&,
                                        bool here);

/// The image for a container: the one that is here, or as `--pull` says from elsewhere. Throws
/// `status_error`.
template <image_source Elsewhere>
runtime::image wanted_image(session& s, const arguments& given, const std::string& name) {
    const std::string when = given.value("pull", "missing");
    if (when != "missing" && when != "always" && when != "never")
        throw usage_error("'" + when + "' does not say when to pull; missing, always and never do");
    if (given.has("quiet")) s.hush();
    std::optional<runtime::image> here = s.images().find(name);
    const auto platform = platform_in(given);
    if (here && platform && !oci::runs_on(here->config.platform, *platform)) {
        if (when == "never")
            throw status_error(core::reason::not_found,
                               "the image " + name + " on this machine is for " +
                                   oci::to_string(here->config.platform) + ", and not for " +
                                   given.value("platform"));
        here.reset();  // that of this machine is another one
    }
    if (here && when != "always") return *std::move(here);
    if (when == "never")
        throw status_error(
            core::reason::not_found,
            "there is no image " + name + " on this machine, and it is not to be pulled");
    return Elsewhere(s, given, oci::reference::parse(name), here.has_value());
}

}  // namespace slipway::cli::command::detail
