// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <slipway/oci/detail/dockerfile_parser.hpp>
#include <slipway/oci/recipe.hpp>

namespace slipway::oci {

/// The recipe that a Dockerfile says (Docker, "Dockerfile reference"). Variables are kept: they get
/// their values when the image is built. Throws `status_error` (invalid) that begins with
/// `file:LINE:`, also for what Slipway does not do: RUN --security.
/// The text may come from anybody; at most 1 MiB of it is read.
inline recipe parse_dockerfile(std::string_view text, std::string file = "Dockerfile") {
    return detail::dockerfile_parser(text, std::move(file)).run();
}

}  // namespace slipway::oci
