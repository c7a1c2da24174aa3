// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/cli/command/verb.hpp>

namespace slipway::cli::command::detail {

// What verbs that make an image of files are told about it.
inline constexpr option change_option{
    .name = "change",
    .letter = 'c',
    .value = "LINE",
    .help = "an instruction of a Dockerfile, such as 'CMD [\"httpd\"]'",
    .repeats = true};
inline constexpr option message_option{
    .name = "message", .letter = 'm', .value = "TEXT", .help = "a comment for its history"};

}  // namespace slipway::cli::command::detail
