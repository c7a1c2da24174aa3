// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/detail/platform_option.hpp>
#include <slipway/cli/command/parse.hpp>
#include <slipway/cli/command/registry_access.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/cli/command/transfer_printer.hpp>
#include <slipway/registry/http.hpp>

namespace slipway::cli::command::detail {

/// From its registry, with what the options say of that.
inline runtime::image pulled_image(session& s, const arguments& given, const oci::reference& wanted,
                                   bool here) {
    if (!here) s.say("There is no image " + wanted.familiar() + " on this machine: pulling it");
    registry::http_registry from(registry_options(s, given, wanted.registry()));
    transfer_printer shown(s);
    return s.images().pull(wanted, from, shown.sink(), runtime::pull_policy::always,
                           platform_in(given));
}

}  // namespace slipway::cli::command::detail
