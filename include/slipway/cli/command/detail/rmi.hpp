// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <slipway/cli/command/detail/complain.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/program.hpp>
#include <slipway/cli/command/rmi.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>

namespace slipway::cli::command {

namespace detail {

inline void print_removal(const engine::removal& gone) {
    for (const oci::reference& name : gone.untagged) print_line("Untagged: " + name.familiar());
    for (const oci::digest& id : gone.deleted) print_line("Deleted: " + id.str());
}

inline int run_rmi(session& s, const arguments& given) {
    int code = 0;
    for (const std::string& text :
         given.operands()) {  // one that cannot go does not keep the others
        try {
            print_removal(s.images().remove(text, given.has("force")));
        } catch (const status_error& e) {
            if (e.is(core::reason::not_found) && given.has("force")) continue;
            complain(e.message());
            code = own_failure;
        }
    }
    return code;
}

}  // namespace detail

SLIPWAY_INLINE verb rmi() {
    return {
        .name = "rmi",
        .usage = "[OPTION...] IMAGE...",
        .summary = "remove names of images, and an image with its last one",
        .options =
            {{.name = "force",
              .letter = 'f',
              .help =
                  "also an image of several tags by its id or one that a container stands on, and without an error where there is none"}},
        .least = 1,
        .run = detail::run_rmi,
        .group = "Images"};
}

}  // namespace slipway::cli::command
