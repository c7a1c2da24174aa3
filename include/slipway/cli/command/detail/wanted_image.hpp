// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/registry/http.hpp>

namespace slipway::cli::command::detail {

/// The image for a container: the one that is here, or as `--pull` says from its registry. Throws `status_error`.
inline runtime::image wanted_image(session& s, const arguments& given, const std::string& name) {
    const std::string when = given.value("pull", "missing");
    if (when != "missing" && when != "always" && when != "never") throw usage_error("'" + when + "' does not say when to pull; missing, always and never do");
    std::optional<runtime::image> here = s.images().find(name);
    if (here && when != "always") return *std::move(here);
    if (when == "never") throw status_error(core::reason::not_found, "there is no image " + name + " on this machine, and it is not to be pulled");
    const oci::reference wanted = oci::reference::parse(name);
    registry::http_registry from(registry_options(s, given, wanted.registry()));
    if (!here) s.say("There is no image " + wanted.familiar() + " on this machine: pulling it");
    transfer_printer shown(s);
    return s.images().pull(wanted, from, shown.sink());
}

}  // namespace slipway::cli::command::detail
